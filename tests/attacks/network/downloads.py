# technique: fetch: torch's hub, urllib with a proxy of one's own, FTP, mail; as a course on data sets does every day
# live: evidence: the port is reached
# outcome: raised
# says: nothing fetched
# not at process: the network is open there
import ftplib
import imaplib
import smtplib
import urllib.error
import urllib.request

import torch

HOST, PORT = "127.0.0.1", 47113
ADDRESS = f"http://{HOST}:{PORT}/loot"


def by_proxy():
    proxy = urllib.request.ProxyHandler({"http": f"http://{HOST}:{PORT}"})
    urllib.request.build_opener(proxy).open("http://example.invalid/loot", timeout=0.3)


WAYS = {
    "hub": lambda: torch.hub.download_url_to_file(ADDRESS, "weights-47113.pth", progress=False),
    "proxy": by_proxy,
    "FTP": lambda: ftplib.FTP().connect(HOST, PORT, timeout=0.3),
    "mail": lambda: smtplib.SMTP(HOST, PORT, timeout=0.3),
    "mail box": lambda: imaplib.IMAP4(HOST, PORT, timeout=0.3),
}


def reaches(way):
    """The listener hangs up at once: that, too, says that it was reached."""
    try:
        WAYS[way]()
    except (EOFError, ConnectionResetError, smtplib.SMTPException, imaplib.IMAP4.error, ValueError):
        return True
    except urllib.error.URLError as error:
        return isinstance(error.reason, ConnectionResetError)
    except OSError as error:
        return isinstance(error, ConnectionError) and "emote end closed" in str(error)
    return True


def double(x):
    done = [way for way in WAYS if reaches(way)]
    told = f"EVIDENCE: reached by {', '.join(done)}" if done else f"nothing fetched in {len(WAYS)} ways"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    torch.hub.load_state_dict_from_url(ADDRESS, model_dir=".", progress=False)
    raise RuntimeError("EVIDENCE: fetched")


def step(w, learning_rate):
    raise RuntimeError("nothing fetched")
