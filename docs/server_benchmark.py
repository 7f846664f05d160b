#!/usr/bin/env python3
"""Measures a running server as many readers see it, and how long an event takes to a listener.

  ./varve --home DIR simulate --targets 1000 --runs 60 --seed 7      # more than a million events
  ./varve --home DIR token issue bench --role auditor                # prints the token
  ./varve --home DIR serve --port 8080                               # wait until /actuator/health/readiness is UP
  python3 docs/server_benchmark.py --port 8080 --token TOKEN --home DIR

Each reader opens a page or asks the API once a second, at random among every kind, of random databases, runs and events. What is reported is the time from
the request to the whole answer, so it holds the client's share on the same machine.
"""
import argparse
import datetime
import http.client
import json
import pathlib
import random
import subprocess
import threading
import time

VARVE = pathlib.Path(__file__).resolve().parent.parent / "varve"


class Server:
    """One kept connection."""

    def __init__(self, port, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Authorization": "Bearer " + token}

    def get(self, path):
        begun = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"expected 200 for {path}, found {answer.status}: {body[:300]!r}")
        return body, (time.perf_counter() - begun) * 1000


def questions(server):
    targets = [each["target"] for each in json.loads(server.get("/api/v1/targets")[0])]
    runs = [each["runId"] for each in json.loads(server.get("/api/v1/runs?limit=1000")[0])["runs"]]
    events = json.loads(server.get("/api/v1/log")[0])["events"]

    def target():
        return random.choice(targets)

    return events, len(targets), {
        "fleet": lambda: random.choice(["/", "/?order=backup&offset=300", "/?health=NEEDS_RECOVERY", "/?name=a&order=name"]),
        "needs attention": lambda: "/attention",
        "database": lambda: "/targets/" + target(),
        "run": lambda: "/runs/" + random.choice(runs),
        "runs": lambda: random.choice(["/runs", "/runs?outcome=INTERRUPTED", "/runs?target=" + target()]),
        "backups": lambda: random.choice(["/backups", "/backups?target=" + target()]),
        "stamps and refusals": lambda: random.choice(["/stamps", "/stamps?target=" + target()]),
        "events": lambda: random.choice(["/events", "/events?type=StepFailed", "/events?target=" + target(), f"/events?before={random.randint(1000, events)}"]),
        "events until a day": lambda: "/events?until=2026-10-01",
        "events with a text": lambda: "/events?text=lock",
        "revision graph": lambda: f"/targets/{target()}/revisions",
        "schema": lambda: f"/targets/{target()}/schema",
        "time machine": lambda: f"/targets/{target()}/time",
        "API: status of all": lambda: "/api/v1/targets",
        "API: status of one": lambda: "/api/v1/targets/" + target(),
        "API: events": lambda: f"/api/v1/events?after={random.randint(1, events)}",
        "API: run": lambda: "/api/v1/runs/" + random.choice(runs),
    }


def read(port, token, kinds, readers, seconds, pause):
    took = {kind: [] for kind in kinds}
    end = time.time() + seconds

    def reader():
        server = Server(port, token)
        time.sleep(random.random() * pause)
        while time.time() < end:
            kind = random.choice(list(kinds))
            took[kind].append(server.get(kinds[kind]())[1])
            time.sleep(pause * (0.5 + random.random()))

    threads = [threading.Thread(target=reader) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def within(server, seconds):
    """How many answers took the server, by its own clock, at most that long, and how many there were."""
    lines = server.get("/actuator/prometheus")[0].decode().splitlines()

    def total(kind, label=""):
        return sum(float(line.split()[-1]) for line in lines if line.startswith("http_server_requests_seconds_" + kind + "{") and label in line)

    return total("bucket", f'le="{seconds}"'), total("count")


def lags(port, token, home, count):
    """From the moment that an event carries to its arrival at a listener, in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/api/v1/events/stream", headers={"Authorization": "Bearer " + token})
    stream = connection.getresponse()
    found = []

    def listen():
        while len(found) < count:
            line = stream.readline().decode()
            if line.startswith("data:"):
                arrived = time.time()
                at = json.loads(line[5:])["at"].replace("Z", "+00:00")
                found.append((arrived - datetime.datetime.fromisoformat(at).timestamp()) * 1000)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    for number in range(count):
        line = [VARVE, "--home", home, "token", "issue", f"lag-{number}-{int(time.time())}", "--role", "viewer", "--quiet"]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    listener.join(30)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--token", required=True)
    parser.add_argument("--home", help="of the server, to append to its log; without it no lag is measured")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--pause", type=float, default=1.0)
    options = parser.parse_args()
    events, targets, kinds = questions(Server(options.port, options.token))
    read(options.port, options.token, kinds, 4, 30, 0.02)  # the server's code is compiled while it is asked
    quick, answers = within(Server(options.port, options.token), 0.05)
    took = read(options.port, options.token, kinds, options.readers, options.seconds, options.pause)
    quick, answers = (after - before for after, before in zip(within(Server(options.port, options.token), 0.05), (quick, answers)))
    everything = [value for values in took.values() for value in values]
    print(f"{events} events, {targets} databases under watch; {options.readers} readers, {len(everything) / options.seconds:.0f} requests a second")
    for kind, values in took.items():
        print(f"  {kind:22} p50 {quantile(values, 0.5):6.1f} ms   p95 {quantile(values, 0.95):6.1f} ms   p99 {quantile(values, 0.99):6.1f} ms   ({len(values)})")
    print(f"  {'all':22} p50 {quantile(everything, 0.5):6.1f} ms   p95 {quantile(everything, 0.95):6.1f} ms   p99 {quantile(everything, 0.99):6.1f} ms   ({len(everything)})")
    print(f"by the server's clock: {quick / answers:.2%} of {answers:.0f} answers within 50 ms")
    if options.home:
        found = lags(options.port, options.token, options.home, 60)
        print(f"from append to listener: p50 {quantile(found, 0.5):.0f} ms, p95 {quantile(found, 0.95):.0f} ms, max {max(found):.0f} ms ({len(found)})")


if __name__ == "__main__":
    main()
