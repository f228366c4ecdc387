#!/usr/bin/env python3
"""Walks every operation of the OpenAPI document against the running server (API-7).

Starts `tillit serve --demo` on an empty folder, signs in as different people, and lets schemathesis
ask every operation with good and bad requests: no 5xx, no status, media type, header or body that the
document does not tell of. Addresses are filled with ids that exist, so that requests get past the
first door; ids that do not exist are tried where the answers must be alike (`tests/all/known.rs`).

Usage: walk.py path/to/tillit [--examples N]
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

CHECKS = ",".join(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
PASSWORD = "demo sykkel november"
TEAM = "Team Skullerud"


class Server:
    """A demo on a folder of its own, ended with the walk."""

    def __init__(self, program, folder):
        settings = {
            "TILLIT_DATABASE": str(folder / "walk.db"),
            "TILLIT_KEYS": str(folder / "keys"),
            "TILLIT_LOGIN_PER_ACCOUNT": "100000",
            "TILLIT_LOGIN_PER_ADDRESS": "100000",
            "TILLIT_WRITES_PER_SECOND": "100000",
        }
        self.log = (folder / "server.log").open("w")
        self.process = subprocess.Popen(
            [program, "serve", "--demo", "--port", "0"],
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        for line in self.process.stdout:
            found = re.search(r"http://[\d.]+:\d+", line)
            if found:
                self.url = found.group(0)
                return
        raise SystemExit("the server did not start: " + (folder / "server.log").read_text()[-2000:])

    def ask(self, path, token=None, body=None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + "/api/v1" + path, data, headers)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def sign_in(self, who):
        body = {"userName": who, "password": PASSWORD}
        return self.ask("/sessions", body=body)["accessToken"]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)


def items(answer):
    return answer["items"] if isinstance(answer, dict) and "items" in answer else answer


def known_ids(server, token):
    """Ids that exist, by the names they have in addresses."""
    ids = {"date": (datetime.date.today() + datetime.timedelta(days=1)).isoformat()}
    for unit in items(server.ask("/units", token)):
        if unit["name"] == TEAM:
            ids["team"] = ids["unit"] = unit["id"]
    ids["employee"] = server.ask("/me", token)["employee"]
    citizens = items(server.ask("/citizens?limit=1", token))
    if not citizens:
        return ids
    citizen = citizens[0]["id"]
    ids["citizen"] = citizen
    for name, path in {
        "assessment": f"/citizens/{citizen}/assessments",
        "contact": f"/citizens/{citizen}/contacts",
        "vedtak": f"/citizens/{citizen}/vedtak",
        "task": f"/teams/{ids['team']}/tasks",
    }.items():
        found = items(server.ask(path, token))
        if found:
            ids[name] = found[0]["id"]
    plan = server.ask(f"/citizens/{citizen}/tiltaksplan", token)
    for name, key in {"goal": "goals", "tiltak": "tiltak"}.items():
        if plan.get(key):
            ids[name] = plan[key][0]["id"]
    day = server.ask(f"/teams/{ids['team']}/days/{ids['date']}", token)
    if day.get("visits"):
        ids["visit"] = day["visits"][0]["id"]
    return ids


def walk(server, schemathesis, folder, who, examples, extra):
    token = server.sign_in(who)
    ids = known_ids(server, token)
    settings = folder / f"{who}.toml"
    # Generated ids of sessions end none of ours; a password is changed only by one who knows it.
    lines = ["[parameters]"] + [f'"path.{name}" = "{value}"' for name, value in ids.items()]
    settings.write_text("\n".join(lines) + "\n")
    print(f"as {who}, with {', '.join(sorted(ids))}", flush=True)
    command = [
        schemathesis, "--config-file", str(settings), "run", server.url + "/api/openapi.json",
        "--header", f"Authorization: Bearer {token}",
        "--checks", CHECKS, "--phases", "examples,coverage,fuzzing",
        "--max-examples", str(examples), "--seed", "1", "--continue-on-failure", "--no-color",
        "--suppress-health-check", "all", "--generation-database", "none",
        # An answer that does not end; tests/all/events.rs listens to it.
        "--exclude-operation-id", "streamChanges",
        "--request-timeout", "20", "--warnings", "off", "--workers", "2", *extra,
    ]
    return subprocess.run(command, cwd=folder).returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--examples", type=int, default=8)
    parser.add_argument("--as", dest="people", default="kari.nordby,ingrid.solheim,erik.strand")
    options, extra = parser.parse_known_args()
    program = str(pathlib.Path(options.program).resolve())
    schemathesis = str(pathlib.Path(sys.executable).parent / "schemathesis")
    with tempfile.TemporaryDirectory(prefix="tillit-walk-") as name:
        folder = pathlib.Path(name)
        server = Server(program, folder)
        try:
            failed = [
                who
                for who in options.people.split(",")
                if walk(server, schemathesis, folder, who, options.examples, extra)
            ]
            alive = server.process.poll() is None
        finally:
            server.stop()
    if failed or not alive:
        raise SystemExit(f"the walk found something as: {', '.join(failed) or 'the server ended'}")


if __name__ == "__main__":
    main()
