"""A storm through the served site leaves no network address behind, anywhere."""

from __future__ import annotations

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.running import Site
    from tests.votes.storms import Storm

HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "Cookie": f"csrftoken={'c' * 32}",
    "X-CSRFToken": "c" * 32,
}
#: Networks of their own, as far as the site can tell, and in each more browsers than count.
ADDRESSES = [f"127.{number}.{number + 100}.1" for number in range(51, 63) for _ in range(3)]


def press(site: Site, path: str, address: str, value: int) -> dict[str, Any]:
    """Vote from this address, as a browser that never did."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30, source_address=(address, 0))
    headers = HEADERS | {"Host": f"localhost:{site.port}", "X-Forwarded-For": address.replace("127.", "99.")}
    connection.request("POST", path, json.dumps({"axis": "karma", "value": value}), headers)
    response = connection.getresponse()
    answer: dict[str, Any] = json.loads(response.read())
    connection.close()
    assert response.status == 200, answer
    return answer


def kept(site: Site) -> bytes:
    """All that is in the database, and in every file of the data folder."""
    dump = site.run("dumpdata")
    assert dump.returncode == 0, dump.stderr
    assert '"comments.commentvote"' in dump.stdout
    files = [path.read_bytes() for path in site.folder.rglob("*") if path.is_file()]
    return b"".join([dump.stdout.encode(), dump.stderr.encode(), *files])


def test_after_a_storm_no_address_stands_in_the_database_the_data_folder_or_what_was_printed(storm: Storm) -> None:
    site = storm.site
    storm.prepare(comments=1)
    path = f"/comments/{storm.made['public_ids'][0]}/vote/"
    process = site.up("--blank")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda address: press(site, path, address, 1), ADDRESSES))
    last = press(site, path, ADDRESSES[0], 1)
    assert press(site, path, "127.99.99.1", -1)["karma"] == last["karma"] - 1  # which are networks of their own
    assert last["held"] >= 1
    assert last["karma"] + last["held"] == len(ADDRESSES) + 1
    storm.check()
    printed = site.stop(process)
    everything = kept(site) + printed.encode()
    for address in {*ADDRESSES, "127.99.99.1"}:
        assert address.encode() not in everything
        assert address.replace("127.", "99.").encode() not in everything
        assert address.rsplit(".", 1)[0].encode() not in everything
