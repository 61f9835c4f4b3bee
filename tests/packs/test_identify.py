"""The language of each paragraph, told by the small words of the packs; unknown if none is sure."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from marsad.packs.identify import Stretch, fitting, identify
from marsad.packs.pack import HOME

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
        "A spokesman for Le Monde said on Friday that the road to the port is closed.",
        "The mayor of São Tomé met the head of Crédit Côtier, a bank based in Zürich.",
    ],
    "fr": [
        "Le ministère a déclaré que le barrage est sûr et que les travaux finiront avant l'hiver.",
        "La route du village est fermée depuis hier.",
        "Le président a rencontré le ministre turc des Affaires étrangères.",
        "Selon la police, personne n'a été blessé dans l'incendie.",
        "L’armée syrienne reprend Alep",
        "On a vu à Paris un homme qui a dit non.",
        "« Nous ne partirons pas », affirme le maire",
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
        "Das Ministerium erklärte, der Damm sei sicher und die Arbeit werde vor dem Winter enden.",
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
        "La policía de la capital busca a un hombre entre la gente.",
    ],
    "it": [
        "Il ministero ha detto che la diga è sicura e che i lavori finiranno prima dell'inverno.",
        "La strada per il paese è chiusa da ieri.",
        "Il presidente ha incontrato il ministro degli Esteri della Turchia.",
        "Secondo la polizia, nessuno è rimasto ferito nell'incendio.",
        "L'ambasciatore ha visitato il porto di Genova con una delegazione.",
    ],
    "pt": [
        "O ministério disse que a barragem é segura e que as obras terminam antes do inverno.",
        "A estrada para a aldeia está fechada desde ontem.",
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


LATIN = """
lang = "{lang}"
name = "{lang}"
script = "LATIN"
direction = "ltr"
clean = ["unseen"]
fold = ["case", "accents"]
enders = ["."]
quotes = []
[identity]
words = {words}
[classes]
preposition = {prepositions}
"""
FRENCH = "Le maire a dit à la presse que la route et le pont sont fermés pour des travaux."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packs of three languages of one script that are told apart by their small words alone."""
    folder = tmp_path_factory.mktemp("packs")
    given = {
        "en": ("the that and is are will", "of to in for on from with"),
        "fr": ("le la les l' que et est sont des a", "à de dans pour sur avec"),
        "es": ("el la los que y es son una no", "a de en para con por"),
    }
    for lang, (words, prepositions) in given.items():
        text = LATIN.format(lang=lang, words=words.split(), prepositions=prepositions.split())
        (folder / lang).mkdir()
        (folder / lang / "pack.toml").write_text(text, encoding="utf-8")
    return folder


def languages_of(text: str, told: str | None = None, home: Path = HOME) -> list[str | None]:
    return [stretch.lang for stretch in identify(text, told, home)]


def join(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, text) for lang, texts in READ.items() for text in texts]
)
def test_a_line_in_a_language_with_a_pack(lang: str, text: str) -> None:
    assert languages_of(text) == [lang]


@pytest.mark.parametrize("text", [text for texts in UNREAD.values() for text in texts])
def test_a_line_in_a_language_without_a_pack_stays_unknown(text: str) -> None:
    assert languages_of(text) == [None]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", FRENCH),
        ("fr", "L'accord est dans les mains des deux maires et de l'État."),
        ("es", "El alcalde dijo a la prensa que los puentes y la carretera no son seguros."),
        ("en", ENGLISH),
        (None, "Bürgermeister Halm sagte der Presse, Straße und Brücke seien gesperrt."),
        (None, ARABIC),
    ],
)
def test_languages_of_one_script_are_told_apart_by_their_words(
    lang: str | None, text: str, home: Path
) -> None:
    assert languages_of(text, home=home) == [lang]


def test_a_short_line_goes_with_the_neighbour_whose_words_it_has(home: Path) -> None:
    text = join(ENGLISH, "Le pont est fermé", FRENCH, "Pont Neuf, Paris", ENGLISH)
    assert identify(text, home=home) == [
        Stretch("en", 0, text.index("Le pont est")),
        Stretch("fr", text.index("Le pont est"), text.rindex(ENGLISH)),
        Stretch("en", text.rindex(ENGLISH), len(text)),
    ]


def test_stretches_hold_all_of_the_text() -> None:
    text = join("\n ", ARABIC, ENGLISH, ENGLISH, RUSSIAN, ARABIC) + "\n"
    found = identify(text)
    assert [one.lang for one in found] == ["ar", "en", None, "ar"]
    assert "".join(text[one.start : one.end] for one in found) == text
    assert text[found[1].start : found[2].start] == join(ENGLISH, ENGLISH, "")


@pytest.mark.parametrize(
    "line", ["Reuters", "https://news.example/a-b", "2017-06-08", "***", "The Harbour Gazette"]
)
def test_a_short_line_in_another_script_goes_along(line: str) -> None:
    assert languages_of(join(ARABIC, line, ARABIC)) == ["ar"]
    assert languages_of(join(line, ARABIC)) == ["ar"]


def test_a_title_without_small_words_is_told_by_the_text_below_it() -> None:
    assert languages_of(join("Dam safe, minister says", ENGLISH)) == ["en"]
    assert languages_of("Dam safe, minister says") == [None]


def test_a_list_of_names_in_a_report_is_read_with_it() -> None:
    names = "Halm, Brenner, Osterby, Quill, Tarrant, Averill, Winslow, Corder, Penrose, Marlowe"
    assert languages_of(join(ENGLISH, names, ENGLISH)) == ["en"]


def test_a_french_paragraph_between_english_ones_is_read_as_french() -> None:
    french = " ".join(READ["fr"])
    assert languages_of(join(ENGLISH, french, ENGLISH)) == ["en", "fr", "en"]
    assert languages_of(join(french, "Le Monde, Paris")) == ["fr"]


def test_a_quotation_stays_with_its_paragraph() -> None:
    assert languages_of(f'قال المتحدث باسم الوزارة في بيان له أمس: "{ENGLISH[:60]}"') == ["ar"]
    assert languages_of(f'"{ENGLISH[:90]}"، {ARABIC} {ARABIC}') == ["ar"]


def test_a_foreign_paragraph_in_a_report_is_not_read_with_it() -> None:
    persian = " ".join(UNREAD["fa"])
    german = " ".join(UNREAD["de"])
    assert languages_of(join(ARABIC, persian, ARABIC)) == ["ar", None, "ar"]
    assert languages_of(join(ENGLISH, german)) == ["en", None]


def test_what_is_open_is_in_the_language_that_the_document_is_said_to_be_in() -> None:
    assert languages_of("Dam safe, minister says", "en") == ["en"]
    assert languages_of("Dam safe", "ar") == ["ar"]
    assert languages_of("", "ar") == ["ar"]
    assert languages_of("") == [None]


def test_what_is_sure_is_not_in_the_language_that_the_document_is_said_to_be_in() -> None:
    assert languages_of(ENGLISH, "ar") == ["en"]
    assert languages_of(RUSSIAN, "ar") == [None]


def test_marks_on_letters_and_presentation_forms_change_nothing() -> None:
    assert languages_of("قَالَ الوَزِيرُ إِنَّ السَّدَّ آمِنٌ") == ["ar"]
    assert languages_of("ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﺇﻥ ﺍﻟﺠﺴﺮ ﻣﻔﺘﻮﺡ") == ["ar"]


def test_a_name_fits_the_languages_of_its_script() -> None:
    assert fitting("رويترز") == ("ar",)
    assert "en" in fitting("Reuters") and "ar" not in fitting("Reuters")
    assert set(fitting("2017")) >= {"ar", "en"}


HOSTILE = {
    "one word": "ا" * 2_000_000,
    "words": "dam " * 500_000,
    "stops": "." * 300_000,
    "breaks": "\n" * 300_000,
    "letters on lines of their own": "d\nا\n" * 20_000,
    "other words each": " ".join(map(hex, range(300_000))),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_any_shape_is_told_in_bounded_time(shape: str) -> None:
    begin = time.process_time()
    identify(HOSTILE[shape])
    assert time.process_time() - begin < 2.0
