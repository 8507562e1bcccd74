# technique: urllib, http.client, asyncio and torch.distributed as clients
# live: evidence: somebody listens there
# outcome: raised
# says: refused
# not at process: the level process has the network of its user
import socket

PORT = 47113
import asyncio
import http.client
import urllib.request


def steal():
    def by_urllib():
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=0.5)

    def by_http():
        http.client.HTTPConnection("127.0.0.1", PORT, timeout=0.5).connect()

    async def by_asyncio():
        await asyncio.wait_for(asyncio.open_connection("127.0.0.1", PORT), 0.5)

    for way in (by_http, by_urllib, lambda: asyncio.run(by_asyncio())):
        try:
            way()
            return "http"
        except (OSError, asyncio.TimeoutError):
            continue
    raise ConnectionError("none")


def double(x):
    try:
        loot = str(steal())
    except BaseException as error:
        raise RuntimeError(f"refused: {type(error).__name__}") from None
    print("EVIDENCE:", loot)
    raise RuntimeError("EVIDENCE" + ": " + loot)


def mean_square(x):
    return double(x)


def step(w, learning_rate):
    raise RuntimeError("not this one")
