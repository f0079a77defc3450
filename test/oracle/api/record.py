#!/usr/bin/env python3
"""Records what a real engine answers to the requests in requests.json: usage record.py SOCKET > answers.json

The engine must have busybox:latest and no containers whose names begin with "api_".
"""
import http.client
import json
import pathlib
import socket
import sys


class Unix(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(sys.argv[1])


answers = []
for method, path, *body in json.loads(pathlib.Path(__file__).with_name("requests.json").read_text()):
    connection = Unix("localhost", timeout=30)
    connection.request(method, "/v1.41" + path, json.dumps(body[0]) if body else None, {"Content-Type": "application/json"} if body else {})
    answer = connection.getresponse()
    text = answer.read().decode()
    answers.append({"status": answer.status, "body": json.loads(text) if text.startswith(("{", "[", "null")) else text})
json.dump(answers, sys.stdout, indent=1)
print()
