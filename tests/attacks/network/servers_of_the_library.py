# technique: serve others: web, XML-RPC, streams of asyncio, managers; a back door that stays open during the next case
# live: evidence: they listen
# outcome: raised
# says: no door
# not at process: the network is open there
import asyncio
import http.server
import socket
import socketserver
import xmlrpc.server


def web():
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as server:
        return server.server_port


def procedures():
    with xmlrpc.server.SimpleXMLRPCServer(("127.0.0.1", 0)) as server:
        return server.server_address[1]


def datagrams():
    with socketserver.UDPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        return server.server_address[1]


def by_path():
    with socketserver.UnixStreamServer("\0door-47113", socketserver.BaseRequestHandler) as server:
        return server.server_address


def both_families():
    with socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True) as server:
        return server.getsockname()[1]


def streams():
    """The loop itself may be had: it wakes itself by a pair."""

    async def serve():
        async with await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0) as server:
            return server.sockets[0].getsockname()[1]

    return asyncio.run(serve())


WAYS = [web, procedures, datagrams, by_path, both_families, streams]


def opens(way):
    try:
        way()
    except OSError:
        return False
    return True


def double(x):
    done = [way.__name__ for way in WAYS if opens(way)]
    told = f"EVIDENCE: open: {', '.join(done)}" if done else f"no door of {len(WAYS)} opens"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("no door")


def step(w, learning_rate):
    raise RuntimeError("no door")
