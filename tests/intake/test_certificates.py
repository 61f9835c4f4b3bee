"""Servers with certificates: the name that was asked for counts, not the number it led to."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from marsad.intake.failures import Unreadable
from marsad.intake.fetch import Fetcher
from marsad.intake.originals import Original
from tests.intake.conftest import Site, only_loopback, serve


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of news.example, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "news.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "news.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def secure(
    certificate: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """A server that speaks TLS; every name leads to it."""
    request.getfixturevalue("loopback")
    numbers = socket.getaddrinfo

    def look_up(_: str, port: int, *rest: Any, **named: Any) -> Any:
        return numbers("127.0.0.1", port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serve(context) as site:
        yield site


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    with (
        Fetcher(delay=0.0, public=only_loopback) as fetcher,
        pytest.raises(Unreadable, match=r"its certificate does not hold \(self.signed"),
    ):
        fetcher.fetch(f"https://news.example:{secure.port}/a")
    assert secure.asked == []


@pytest.fixture
def trusting(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fetcher]:
    """Trusts the certificate as it does those of the system."""
    context = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(httpx2, "create_ssl_context", lambda **_: context)
    with Fetcher(delay=0.0, public=only_loopback) as fetcher:
        yield fetcher


def test_the_name_that_was_asked_for_is_checked(secure: Site, trusting: Fetcher) -> None:
    secure.show("/a", "<p>خبر</p>")
    page = trusting.fetch(f"https://news.example:{secure.port}/a")
    assert isinstance(page, Original) and page.data.decode() == "<p>خبر</p>"


def test_a_certificate_of_another_name_is_refused(secure: Site, trusting: Fetcher) -> None:
    with pytest.raises(Unreadable, match="its certificate does not hold"):
        trusting.fetch(f"https://harbour.example:{secure.port}/a")
