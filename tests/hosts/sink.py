#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
#
# sink.py PORT FOLDER: takes mail by SMTP on loopback, and writes each to a file FOLDER/N.eml. What tests of
# mail servers deliver to.

import os
import socketserver
import sys
import threading


class Session(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def data(self):
        self.say("354 go on")
        lines = []
        for line in self.rfile:
            if line in (b".\r\n", b".\n"):
                break
            lines.append(line[1:] if line.startswith(b".") else line)
        with self.server.lock:
            self.server.count += 1
            name = os.path.join(self.server.folder, "%d.eml" % self.server.count)
        with open(name + ".part", "wb") as f:
            f.write(b"".join(lines))
        os.rename(name + ".part", name)
        self.say("250 taken")

    def handle(self):
        self.say("220 sink")
        for line in self.rfile:
            verb = line.split()[:1]
            verb = verb[0].upper() if verb else b""
            if verb == b"EHLO":
                self.say("250-sink\r\n250-8BITMIME\r\n250 SIZE")
            elif verb == b"DATA":
                self.data()
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Sink(("127.0.0.1", int(sys.argv[1])), Session) as server:
    server.folder = sys.argv[2]
    server.count = 0
    server.lock = threading.Lock()
    server.serve_forever()
