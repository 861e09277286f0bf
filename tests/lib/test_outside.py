"""Other servers are asked only where they stand on the public web, for little, and never for long."""

from __future__ import annotations

import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.lib.serving import OK, Talk, saying, server
from wiki.lib import outside, public_hosts
from wiki.lib.outside import PlaceRefusedError, TooLargeError, TooSlowError


def get(talk: Talk, *, seconds: float = 5, **asked: Any) -> requests.Response:
    with server(talk) as dial:
        return outside.session(seconds=seconds, dial=dial).get("http://somewhere.example/", **asked)


def test_it_works() -> None:
    answer = get(saying(OK))
    assert (answer.status_code, answer.text, answer.headers["X-Told"]) == (200, "Hello", "yes")


def test_what_is_sent_arrives_and_an_unpacked_answer_is_asked_for() -> None:
    with server(saying(OK)) as dial:
        answer = outside.session(dial=dial).post("http://somewhere.example/", data={"said": "this"})
    assert answer.request.body == "said=this"
    assert answer.request.headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:80/",
        "http://localhost/",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://0/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://198.18.0.1/",
        "http://192.0.2.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::808:808]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:7f00:1::]/",
        "http://[2001:db8::1]/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://8.8.8.8:22/",
        "http://8.8.8.8:8080/",
        "https://8.8.8.8:8443/",
        "http://user@8.8.8.8/",
        "http://user:secret@8.8.8.8/",
        "http://8.8.8.8@127.0.0.1/",
        "https://127.0.0.1/",
    ],
)
def test_nothing_is_sent_to(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*args: Any, **kwargs: Any) -> socket.socket:
        raise AssertionError(f"There was a connection to {args}.")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(PlaceRefusedError):
        outside.session().get(url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://8.8.8.8/",
        "http://",
        "http://a:b/",
        "http://localhost./",
        "http://①②⑦.⓪.⓪.①/",
    ],
)
def test_what_names_no_host_of_the_web_is_an_error_too(url: str) -> None:
    with pytest.raises(requests.RequestException):
        outside.session().get(url)


def test_a_server_on_this_machine_is_refused() -> None:
    with server(saying(OK)) as dial:
        dial("", 0, 5).close()  # it is there
        with pytest.raises(PlaceRefusedError):
            outside.session().get("http://localhost/")


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "223.255.255.255", "2606:4700::1", "2a00::1"],
)
def test_these_are_of_the_public_web(address: str) -> None:
    assert [str(found) for found in public_hosts.resolve(address, 443, 1)] == [address]


def looking_up(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names lead to these addresses, one answer after the other; and note the hosts to which is connected."""
    waiting, dialled = list(answers), []

    def getaddrinfo(_host: str, port: int, **_kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in waiting.pop(0)]

    def create_connection(address: tuple[str, int], timeout: float) -> socket.socket:
        dialled.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return dialled


def test_a_name_is_asked_for_once_and_that_very_answer_used(monkeypatch: pytest.MonkeyPatch) -> None:
    dialled = looking_up(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    with pytest.raises(requests.ConnectionError):
        outside.session().get("https://rebinding.example/")
    assert dialled == ["8.8.8.8"]


def test_of_several_addresses_only_the_public_ones_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    dialled = looking_up(monkeypatch, ["10.0.0.1", "8.8.8.8", "127.0.0.1", "1.1.1.1"])
    with pytest.raises(requests.ConnectionError):
        outside.session().get("https://several.example/")
    assert dialled == ["8.8.8.8", "1.1.1.1"]


def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    dialled = looking_up(monkeypatch, ["169.254.169.254", "10.0.0.1"])
    with pytest.raises(PlaceRefusedError, match="not on the public web"):
        outside.session().get("https://inside.example/")
    assert not dialled


def test_a_name_that_is_never_found_takes_no_longer_than_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*args: Any, **kwargs: Any) -> list[Any]:
        time.sleep(2)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    began = time.monotonic()
    with pytest.raises(TooSlowError):
        outside.session(seconds=0.2).get("https://nowhere.example/")
    assert time.monotonic() - began < 1


def secured(folder: Path, *, name: str) -> tuple[Talk, str]:
    """A talk over TLS, under a certificate for this name alone, and the file of whoever vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1, begins, begins + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    vouched = folder / "certificate.pem"
    vouched.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    both = folder / "both.pem"
    both.write_bytes(vouched.read_bytes() + key.private_bytes(serialization.Encoding.PEM, *plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)

    def talk(caller: socket.socket) -> None:
        with context.wrap_socket(caller, server_side=True) as wrapped:
            wrapped.recv(65536)
            wrapped.sendall(OK)

    return talk, str(vouched)


@pytest.mark.parametrize(("name", "is_believed"), [("somewhere.example", True), ("elsewhere.example", False)])
def test_a_certificate_must_be_for_the_name_that_was_asked_for(tmp_path: Path, name: str, is_believed: bool) -> None:
    talk, vouched = secured(tmp_path, name=name)
    with server(talk, listens=False) as dial:
        session = outside.session(dial=dial)
        if is_believed:
            assert session.get("https://somewhere.example/", verify=vouched).text == "Hello"
        else:
            with pytest.raises(requests.exceptions.SSLError):
                session.get("https://somewhere.example/", verify=vouched)


def test_no_redirect_is_followed() -> None:
    heard: list[bytes] = []
    moved = saying(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n")
    with server(moved, heard=heard) as dial, pytest.raises(requests.TooManyRedirects):
        outside.session(dial=dial).get("http://somewhere.example/")
    assert len(heard) == 1


@pytest.mark.parametrize(
    "parts",
    [
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", *[b"a"] * 100],
        [b"HTTP/1.1 200 OK\r\n\r\n", *[b"a"] * 100],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"1\r\na\r\n"] * 100],
        [b"HTTP/1.1 200 OK\r\nX-Long: ", *[b"a"] * 100],
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 100,
    ],
    ids=["body", "body without a length", "chunks", "header", "nothing but promises"],
)
def test_drop_by_drop_takes_no_longer_than_the_time(parts: list[bytes]) -> None:
    began = time.monotonic()
    with pytest.raises(TooSlowError):
        get(saying(*parts, every=0.05), seconds=0.4)
    assert time.monotonic() - began < 2


def test_a_server_that_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooSlowError):
        get(lambda _caller: time.sleep(1), seconds=0.2)


def test_no_answer_is_read_that_is_larger_than_anything_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "LARGEST", 100_000)
    assert len(get(saying(b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 100_000)).content) == 100_000
    with pytest.raises(TooLargeError):
        get(saying(b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * 100_001))


@pytest.mark.parametrize("packing", ["gzip", "br", "deflate, gzip"])
def test_no_packed_answer_is_unpacked(packing: str) -> None:
    with pytest.raises(TooLargeError):
        get(saying(b"HTTP/1.1 200 OK\r\nContent-Encoding: " + packing.encode() + b"\r\n\r\nbomb"))


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHello"])
def test_whatever_fails_is_an_error_that_whoever_asks_expects(answer: bytes) -> None:
    with pytest.raises(requests.RequestException):
        get(saying(answer))


def test_no_password_of_the_machine_is_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine somewhere.example login ada password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert "Authorization" not in get(saying(OK)).request.headers


def test_no_proxy_of_the_machine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert get(saying(OK)).text == "Hello"
    assert get(saying(OK), proxies={"http": "http://127.0.0.1:9/"}).text == "Hello"
