"""The certificate by which counters know their server: made once, and recognised by its fingerprint ever after."""

from __future__ import annotations

import hashlib
import ipaddress
import shutil
import socket
import ssl
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from papi_desk.domain.errors import Unavailable

YEARS: Final = 10
_ASK_FOR_TLS: Final = struct.pack("!ii", 8, 80877103)
"""The words by which a client of PostgreSQL asks to go on in TLS."""


def self_signed(hosts: Sequence[str]) -> tuple[str, str]:
    """Make a certificate for a server under these names or addresses; return it and its key, as PEM."""
    program = shutil.which("openssl")
    if program is None:
        raise Unavailable("server-no-openssl")
    names = ",".join(f"{'IP' if _is_address(host) else 'DNS'}:{host}" for host in hosts)
    with tempfile.TemporaryDirectory(prefix="papi-desk-") as folder:
        certificate, key = Path(folder, "crt"), Path(folder, "key")
        command = [
            program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", str(365 * YEARS), "-subj", f"/CN={hosts[0]}", "-addext", f"subjectAltName={names}",
            "-keyout", str(key), "-out", str(certificate),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own words)
        if done.returncode:
            raise Unavailable("server-no-openssl", why=done.stderr.strip()[-200:])
        return certificate.read_text(encoding="ascii"), key.read_text(encoding="ascii")


def fingerprint(certificate: str) -> str:
    """Return the SHA-256 of a certificate (PEM), the first where there are several."""
    end = "-----END CERTIFICATE-----"
    begin = certificate.find("-----BEGIN CERTIFICATE-----")
    first = certificate[begin : certificate.find(end, begin) + len(end)] + "\n"
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(first)).hexdigest()


def certificate_of(host: str, port: int) -> str:
    """Return the certificate that a server shows, as PEM; whether it is the right one is for the caller to say."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection((host, port), timeout=5) as line:
            line.sendall(_ASK_FOR_TLS)
            if line.recv(1) != b"S":
                raise Unavailable("server-no-tls")
            with context.wrap_socket(line) as secure:
                return ssl.DER_cert_to_PEM_cert(secure.getpeercert(binary_form=True) or b"")
    except OSError as error:
        raise Unavailable("server-unreached", host=host, port=port) from error


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
