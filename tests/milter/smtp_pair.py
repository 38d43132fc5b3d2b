# SPDX-License-Identifier: MIT
#
# Both ends of a mail system, for tests: a client that sends mails until they are taken, and a server that keeps
# what it gets. A mail is known by the local part of its recipient, so that nothing in the mail itself says so.

import socket
import threading
import time


class Sink:
    """Takes mail on a port of 127.0.0.1: got[id] is the list of what came for it."""

    def __init__(self):
        self.got = {}
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        with connection, connection.makefile("rb") as lines:
            recipient = ""
            connection.sendall(b"220 sink\r\n")
            for line in lines:
                verb = line[:4].upper()
                if verb == b"EHLO":
                    connection.sendall(b"250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 0\r\n")
                elif verb == b"RCPT":
                    recipient = line.decode().split("<")[1].split("@")[0]
                    connection.sendall(b"250 yes\r\n")
                elif verb == b"DATA":
                    connection.sendall(b"354 go on\r\n")
                    mail = self.mail(lines)
                    if mail is None:
                        return
                    with self.lock:
                        self.got.setdefault(recipient, []).append(mail)
                    connection.sendall(b"250 taken\r\n")
                elif verb == b"QUIT":
                    connection.sendall(b"221 bye\r\n")
                    return
                else:
                    connection.sendall(b"250 yes\r\n")

    @staticmethod
    def mail(lines):
        kept = []
        for line in lines:
            if line == b".\r\n":
                return b"".join(kept)
            kept.append(line[1:] if line.startswith(b".") else line)
        return None

    def count(self):
        with self.lock:
            return sum(len(mails) for mails in self.got.values())

    def take(self):
        with self.lock:
            got, self.got = self.got, {}
        return got

    def wait(self, wanted, seconds):
        end = time.monotonic() + seconds
        while self.count() < wanted and time.monotonic() < end:
            time.sleep(0.05)
        return self.count() >= wanted


def stuffed(mail):
    """The bytes after DATA: dots at the beginning of lines are doubled, and the end is told."""
    if mail.startswith(b"."):
        mail = b"." + mail
    mail = mail.replace(b"\n.", b"\n..")
    return mail + (b"" if mail.endswith(b"\n") else b"\r\n") + b".\r\n"


class Refused(Exception):
    pass


class Later(Exception):
    pass


class Client:
    def __init__(self, port):
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.lines = self.connection.makefile("rb")
        self.answer()
        self.say(b"EHLO test.invalid\r\n")

    def answer(self):
        line = b" "
        while line[3:4] != b" ":
            line = self.lines.readline()
            if not line:
                raise Later("the connection is gone")
            if line[3:4] == b"\n" or len(line) < 4:
                line = b"500 odd"
        if line[:1] == b"4":
            raise Later(line.decode().strip())
        if line[:1] == b"5":
            raise Refused(line.decode().strip())

    def say(self, line):
        self.connection.sendall(line)
        self.answer()

    def send(self, name, mail):
        self.say(b"MAIL FROM:<from@test.invalid> BODY=8BITMIME\r\n")
        self.say(b"RCPT TO:<%s@test.invalid>\r\n" % name.encode())
        self.say(b"DATA\r\n")
        self.say(stuffed(mail))

    def close(self):
        try:
            self.say(b"QUIT\r\n")
        except (OSError, Later, Refused):
            pass
        self.lines.close()
        self.connection.close()


def send(port, name, mail, seconds):
    """Sends a mail until it is taken. How many times that was tried; or Refused."""
    end = time.monotonic() + seconds
    tried = 0
    while True:
        tried += 1
        client = None
        try:
            client = Client(port)
            client.send(name, mail)
            return tried
        except (OSError, Later) as why:
            if time.monotonic() > end:
                raise RuntimeError("%s was not taken: %s" % (name, why)) from why
            time.sleep(0.2)
        finally:
            if client is not None:
                client.close()


def send_all(port, mails, together, seconds):
    """Sends (name, bytes) pairs, so many together. (tries, names that were refused with the answer)"""
    todo = list(reversed(mails))
    lock = threading.Lock()
    tries, refused, broken = [0], {}, []

    def work():
        while True:
            with lock:
                if not todo or broken:
                    return
                name, mail = todo.pop()
            try:
                tried = send(port, name, mail, seconds)
                with lock:
                    tries[0] += tried
            except Refused as why:
                with lock:
                    refused[name] = str(why)
            except RuntimeError as why:
                with lock:
                    broken.append(str(why))

    threads = [threading.Thread(target=work) for _ in range(together)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise RuntimeError(broken[0])
    return tries[0], refused
