"""The language of each paragraph, told by the packs' own small words; unknown where none is sure."""

from __future__ import annotations

import pytest

from marsad.packs.identify import identify

ARABIC = "قالت وزارة المياه إن السد آمن، وإن العمل فيه سينتهي قبل الشتاء."
ENGLISH = (
    "The ministry of water said that the dam is safe and that work on it will end before winter."
)
RUSSIAN = "Министерство заявило, что плотина безопасна и работы завершатся до зимы."

READ = {
    "ar": [
        ARABIC,
        "أعلن المتحدث باسم البلدية أن الطريق مفتوح منذ أمس",
        "و قال الشهود ان الحريق بدأ في المستودع",
        "قال الوزير إن السد آمن.",
        "الجيش ينسحب من القرية",
        "وزير المياه: لا خطر على السد",
        "كشف بیان صادر عن الشرکة أن المرفأ سیغلق یومین",
    ],
    "en": [
        ENGLISH,
        "Officials in the port said they had not seen the ship before.",
        "He told reporters it was safe.",
        "The road to the village is closed.",
        "The mayor of São Tomé met the head of Crédit Côtier, a bank based in Zürich.",
    ],
}
UNREAD = {
    "fa": [
        "وزیر نیرو گفت که سد ایمن است و کار تا زمستان تمام می‌شود.",
        "سخنگوی شهرداری از بسته شدن راه خبر داد.",
        "این گزارش در تهران منتشر شد و خبرگزاری آن را تایید کرد.",
        "رئیس جمهور ایران با وزیر خارجه ترکیه دیدار کرد.",
        "به گفته مقامات، آتش سوزی در انبار شهر رخ داد و کسی زخمی نشد.",
        "وزير نيرو اعلام كرد كه اين سد از ديروز باز است و خطري براي مردم ندارد.",
        "ایران به توافق تازه رسید",
        "مقامات این کشور هنوز درباره این حادثه اظهار نظر نکرده‌اند.",
    ],
    "ur": [
        "وزیر پانی نے کہا ہے کہ ڈیم محفوظ ہے اور کام سردیوں سے پہلے ختم ہو جائے گا۔",
        "ترجمان کے مطابق سڑک کل سے بند ہے۔",
        "حکومت نے اس خبر کی تردید کر دی ہے۔",
        "شہر میں آگ لگنے سے تین مکان تباہ ہو گئے۔",
        "صدر نے آج ترکی کے وزیر خارجہ سے ملاقات کی۔",
        "یہ رپورٹ کل شام کو جاری کی گئی تھی۔",
        "پولیس نے گاؤں میں تلاشی لی",
    ],
    "ckb": [
        "وەزیری ئاو ڕایگەیاند کە بەنداوەکە پارێزراوە و کارەکان پێش زستان تەواو دەبن.",
        "وتەبێژی شارەوانی دەڵێت ڕێگاکە لە دوێنێوە داخراوە.",
        "ئەم هەواڵە لە هەولێر بڵاوکرایەوە.",
        "سەرۆکی حکومەت لەگەڵ وەزیری دەرەوە کۆبووەوە.",
        "ئاگرێک لە کۆگایەکی شار کەوتەوە و کەس بریندار نەبوو.",
        "پۆلیس گوندەکەی پشکنی",
    ],
    "ru": [
        RUSSIAN,
        "Мэр города сообщил, что дорога закрыта.",
        "Президент прибыл в столицу с визитом.",
        "По словам очевидцев, пожар начался на складе.",
        "Полиция обыскала деревню",
        "Компания опровергла сообщения о закрытии порта.",
    ],
    "he": [
        "שר המים אמר כי הסכר בטוח וכי העבודה תסתיים לפני החורף.",
        "דובר העירייה מסר שהכביש סגור מאז אתמול.",
        "ראש הממשלה נפגש עם שר החוץ.",
        "השריפה פרצה במחסן ואיש לא נפגע.",
        "המשטרה ערכה חיפוש בכפר הסמוך",
        "החברה הכחישה את הידיעה על סגירת הנמל.",
    ],
    "de": [
        "Das Ministerium erklärte, der Damm sei sicher und die Arbeiten würden vor dem Winter enden.",
        "Die Straße in das Dorf ist seit gestern gesperrt.",
        "Der Minister traf in Berlin seinen Kollegen aus der Türkei.",
        "Nach Angaben der Polizei wurde niemand verletzt.",
        "Ein Sprecher sagte, man habe das Schiff nicht gesehen.",
        "Die Firma will im Hafen am Montag so weiter arbeiten wie bisher.",
        "Die Kanzlerin fährt morgen nach Paris",
    ],
    "es": [
        "El ministerio dijo que la presa es segura y que las obras terminarán antes del invierno.",
        "La carretera al pueblo está cerrada desde ayer.",
        "El presidente se reunió con el ministro de Exteriores de Turquía.",
        "Según la policía, nadie resultó herido en el incendio.",
        "La empresa no confirmó a los medios el cierre del puerto.",
        "No hay agua en la capital, me dijo un vecino.",
    ],
    "fr": [
        "Le ministère a déclaré que le barrage est sûr et que les travaux finiront avant l'hiver.",
        "La route du village est fermée depuis hier.",
        "Le président a rencontré le ministre turc des Affaires étrangères.",
        "Selon la police, personne n'a été blessé dans l'incendie.",
        "On a vu à Paris un homme qui a dit non.",
        "Le port ferme, a dit le maire on Facebook.",
    ],
    "tr": [
        "Bakanlık barajın güvenli olduğunu ve çalışmaların kıştan önce biteceğini açıkladı.",
        "Belediye sözcüsü yolun dünden beri kapalı olduğunu söyledi.",
        "Cumhurbaşkanı bugün Rusya dışişleri bakanı ile görüştü.",
        "Polis köyde arama yaptı ve bir kişiyi gözaltına aldı.",
        "Yangında ölen ya da yaralanan olmadı.",
        "Liman iki gün kapalı kalacak",
    ],
    "id": [
        "Kementerian mengatakan bendungan itu aman dan pekerjaan akan selesai sebelum musim hujan.",
        "Jalan menuju desa ditutup sejak kemarin.",
        "Presiden bertemu dengan menteri luar negeri Turki di Jakarta.",
        "Menurut polisi, tidak ada korban dalam kebakaran itu.",
        "Juru bicara perusahaan membantah kabar penutupan pelabuhan.",
        "Warga desa mengaku tidak melihat kapal tersebut sebelumnya.",
    ],
}


def languages_of(text: str, told: str | None = None) -> list[str | None]:
    return [stretch.lang for stretch in identify(text, told)]


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in READ.items() for text in texts]
)
def test_a_line_in_a_language_with_a_pack(lang: str, text: str) -> None:
    assert languages_of(text) == [lang]


@pytest.mark.parametrize("text", [text for texts in UNREAD.values() for text in texts])
def test_a_line_in_a_language_without_a_pack_stays_unknown(text: str) -> None:
    assert languages_of(text) == [None]
