#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
#
# test_postfix.py [MAILS [KILLS]]: tnef-milter in a real Postfix, on loopback. WINMAIL, MAKE_SAMPLE, TNEF_MILTER and
# TNEF_CORPUS_DIR come from ctest. Exit status 77: there is no Postfix, or this is not root.
#
# Each mail of mails.py goes through Postfix twice: once without the filter, which tells what Postfix itself makes
# of it, and once with it. What is delivered with the filter must be what `winmail unwrap` makes of what is
# delivered without it, or just that, and nothing else. Then MAILS mails (200), 20 at a time, with one of 40 MB
# among them, while the filter is killed KILLS times (4) and started again: each is delivered once, and is what it
# was before. Then as many without kills: memory stays as it is. In the end the choices of the operator.

import os
import re
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True                   # the sources stay as they are

import mails as made
import postfix_world
from smtp_pair import Sink, send, send_all

WINMAIL, MAKE_SAMPLE, MILTER = (os.environ.get(name, "") for name in ("WINMAIL", "MAKE_SAMPLE", "TNEF_MILTER"))
CORPUS = os.environ.get("TNEF_CORPUS_DIR", "/nonexistent")
SLOW = 4 if os.environ.get("TNEF_INSTRUMENTED") else 1
OWN_FIELD = re.compile(rb"^X-TNEF-(?:Unwrapped|Error):[^\r\n]*\r\n", re.MULTILINE)
wrong_things = []


def wrong(text):
    wrong_things.append(text)
    print("wrong: " + text, flush=True)


def note(text):
    print("%7.1f s  %s" % (time.monotonic() - began, text), flush=True)


def split(mail):
    """Header and body."""
    at = mail.find(b"\r\n\r\n")
    return (mail[:at + 2], mail[at + 2:]) if at >= 0 else (mail, b"")


def without_received(mail):
    """Without the field that Postfix put before all others."""
    found = re.match(rb"Received:[^\n]*\n(?:[ \t][^\n]*\n)*", mail)
    return mail[found.end():] if found else mail


def own_fields(mail):
    header, body = split(without_received(mail))
    return OWN_FIELD.findall(header), OWN_FIELD.sub(b"", header) + body


def unwrapped(mail, path):
    """(exit status, output) of winmail unwrap."""
    with open(path, "wb") as out:
        out.write(mail)
    done = subprocess.run([WINMAIL, "unwrap", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.returncode, done.stdout


class Test:
    def __init__(self):
        self.sink = Sink()
        self.world = postfix_world.World(MILTER, self.sink.port)
        self.mails = made.all_mails(MAKE_SAMPLE, self.world.path("samples"), CORPUS)
        self.big = made.big_mail(MAKE_SAMPLE, 30)
        self.known = {}                          # what is delivered of each, without Received
        self.big_out = None

    def through(self, port, mails, seconds=60):
        """Sends them; {name: what was delivered}."""
        _, refused = send_all(port, mails, 8, seconds * SLOW)
        wanted = len(mails) - len(refused)
        if not self.sink.wait(wanted, seconds * SLOW):
            wrong("%d of %d mails are delivered" % (self.sink.count(), wanted))
        got = self.sink.take()
        for name, copies in got.items():
            if len(copies) != 1:
                wrong("%s is delivered %d times" % (name, len(copies)))
        return {name: copies[0] for name, copies in got.items()}

    # ---- Each mail, with and without ---------------------------------------------------------------

    def compare(self, name, plain, filtered):
        status, expected = unwrapped(without_received(plain), self.world.path("one.eml"))
        fields, rest = own_fields(filtered)
        was_changed = expected != without_received(plain)
        if status == 2:
            wrong("%s: winmail unwrap exits 2" % name)
        if rest != (expected if was_changed else without_received(plain)):
            at = next((i for i, (a, b) in enumerate(zip(rest, expected)) if a != b), min(len(rest), len(expected)))
            wrong("%s: not what winmail unwrap makes of it (exit %d): at %d of %d and %d, %r and %r" %
                  (name, status, at, len(rest), len(expected), rest[at:at + 60], expected[at:at + 60]))
        names = sorted(field.split(b":")[0] for field in fields)
        if was_changed != (b"X-TNEF-Unwrapped" in names):
            wrong("%s: changed %s, and has %s" % (name, was_changed, fields))
        is_bad = status in (4, 5)
        if b"X-TNEF-Error" in names and not is_bad:
            wrong("%s: nothing is wrong with it, and it has %s" % (name, fields))
        if b"X-TNEF-Error" not in names and is_bad and self.has_stream():
            wrong("%s: exit %d, and it has %s" % (name, status, fields))
        if len(set(names)) != len(names):
            wrong("%s: fields twice: %s" % (name, fields))
        return was_changed

    def has_stream(self):
        """Many malformed mails have more than one reading, and no stream."""
        done = subprocess.run([WINMAIL, "list", self.world.path("one.eml")], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, check=False)
        return b"there is no TNEF" not in done.stderr and b"it is empty" not in done.stderr

    def each(self):
        mails = sorted(self.mails.items())
        note("%d mails without the filter" % len(mails))
        plain = self.through(self.world.plain_port, mails)
        note("and with it")
        filtered = self.through(self.world.port, mails)
        if set(plain) != set(filtered):
            wrong("other mails are delivered: %s" % sorted(set(plain) ^ set(filtered)))
        changed = [self.compare(name, plain[name], filtered[name]) for name in sorted(set(plain) & set(filtered))]
        note("%d are delivered, %d changed" % (len(filtered), sum(changed)))
        if sum(changed) < 50 or sum(changed) > len(changed) - 50:
            wrong("%d of %d are changed: that is no test" % (sum(changed), len(changed)))
        self.known = {name: own_fields(mail) for name, mail in filtered.items()}

    # ---- Many at a time ----------------------------------------------------------------------------

    def many(self, count, kills):
        # All kinds soon come, also of few mails.
        names = sorted(self.known)[::7] + sorted(self.known)
        mails = [("%d-%s" % (i, names[i % len(names)]), self.mails[names[i % len(names)]]) for i in range(count)]
        mails.insert(count // 3, ("%d-big" % count, self.big))
        ended = threading.Event()

        def kill():
            for _ in range(kills):
                if ended.wait(0.7 * SLOW):
                    return
                self.world.kill_milter()
                self.world.start_milter()

        killer = threading.Thread(target=kill)
        killer.start()
        tries, refused = send_all(self.world.port, mails, 20, 120 * SLOW)
        ended.set()
        killer.join()
        if refused:
            wrong("refused: %s" % refused)
        self.sink.wait(len(mails), 120 * SLOW)
        time.sleep(0.5)                          # what would come twice comes now
        got = self.sink.take()
        self.check_many(mails, got)
        note("%d mails, %d tries, %d kept as one: %d kills" % (len(mails), tries, len(got), kills))
        if kills > 0 and tries == len(mails):
            note("no kill hit a mail")

    def check_many(self, mails, got):
        for name, _ in mails:
            copies = got.get(name, [])
            if len(copies) != 1:
                wrong("%s is delivered %d times" % (name, len(copies)))
                continue
            fields, rest = own_fields(copies[0])
            number, base = name.split("-", 1)
            if base == "big":
                self.check_big(fields, rest)
            elif self.known[base] != (fields, rest):
                wrong("%s is not what it was before" % name)
        if set(got) - {name for name, _ in mails}:
            wrong("mails that nobody sent: %s" % sorted(set(got) - {name for name, _ in mails}))

    def check_big(self, fields, rest):
        if self.big_out is None:
            self.big_out = unwrapped(self.big, self.world.path("one.eml"))[1]
        if rest != self.big_out or len(rest) < 40 << 20:
            wrong("the big mail is not what winmail unwrap makes of it: %d bytes" % len(rest))
        if [field.split(b":")[0] for field in fields] != [b"X-TNEF-Unwrapped"]:
            wrong("the big mail has %s" % fields)

    def memory(self, count):
        self.many(count, 0)
        before = self.world.resident()
        self.many(count, 0)
        self.many(count, 0)
        after = self.world.resident()
        note("resident: %d KiB, and %d KiB after twice as many" % (before, after))
        # The heap may need a little more by chance; what is lost for each mail would be more.
        if SLOW == 1 and after > before + 4096 + before // 4:
            wrong("memory grows from %d to %d KiB" % (before, after))
        now = self.world.counters()
        if now["tnef_milter_mails"] != 0:
            wrong("%d mails are still open" % now["tnef_milter_mails"])
        if os.listdir(self.world.path("tmp")):
            wrong("temporary files stay: %s" % os.listdir(self.world.path("tmp")))

    # ---- What the operator chooses -----------------------------------------------------------------

    def one(self, name):
        """Sends one mail, perhaps refused. What is delivered, or the answer."""
        _, refused = send_all(self.world.port, [(name, self.mails[name])], 1, 20)
        if refused:
            return refused[name]
        self.sink.wait(1, 5)
        got = self.sink.take().get(name, [None])[0]
        return got

    def reload(self, **settings):
        begin = len(self.world.said())
        self.world.write_milter(**settings)
        self.world.milter.send_signal(1)
        postfix_world.wait_for("the configuration", lambda: ": taken" in self.world.said(begin))

    def choices(self):
        whole = "whole.sample"
        self.reload(on_tnef="accept")
        if own_fields(self.one(whole))[0]:
            wrong("on-tnef=accept changes a mail")
        self.reload(on_tnef="reject")
        answer = self.one(whole)
        if not isinstance(answer, str) or not answer.startswith("550 5.6.0"):
            wrong("on-tnef=reject: %s" % answer)
        if self.one("plain") is None or self.one("signed") is None:
            wrong("on-tnef=reject takes no other mail")
        self.reload(on_tnef="unwrap", on_damaged="tag", on_unreadable="quarantine")
        unreadable = [name for name in sorted(self.known) if any(b"unreadable" in f for f in self.known[name][0])]
        held = self.world.held()
        if self.one(unreadable[0]) is not None or self.world.held() != held + 1:
            wrong("on-unreadable=quarantine does not hold %s" % unreadable[0])
        self.reload(on_damaged="reject", on_unreadable="reject")
        if not isinstance(self.one(unreadable[0]), str):
            wrong("on-unreadable=reject takes %s" % unreadable[0])
        self.failures(whole)

    def failures(self, name):
        """A folder for temporary files that is gone: the filter fails, and the mail does not."""
        gone = self.world.path("gone")
        os.mkdir(gone)
        self.reload(on_damaged="unwrap", on_unreadable="tag", spool_dir=gone, spool_memory="0",
                    on_failure="accept")
        os.rmdir(gone)
        if own_fields(self.one(name))[0]:
            wrong("a filter that fails changes the mail")
        os.mkdir(gone)
        self.reload(on_failure="tempfail")
        os.rmdir(gone)
        threading.Timer(1.0, lambda: os.mkdir(gone)).start()
        tried = send(self.world.port, name, self.mails[name], 20)
        self.sink.wait(1, 10)
        fields = own_fields(self.sink.take()[name][0])[0]
        if tried < 2 or len(fields) != 1:
            wrong("on-failure=tempfail: tried %d times, then %s" % (tried, fields))
        for what in ("failed=spool", "rejected:", "quarantined:", "unwrapped:", "status=TNEF_E_"):
            if what not in self.world.said():
                wrong("the log does not say " + what)

    def run(self, count, kills):
        self.world.start_milter()
        self.world.start_postfix()
        self.each()
        self.many(count, kills)
        self.memory(count)
        self.choices()
        note("resident before the end: %d KiB" % self.world.resident())
        if self.world.stop_milter() != 0:
            wrong("the milter does not stop well")
        for bad in ("ERROR: ", "runtime error"):
            if bad in self.world.said():
                wrong("the milter said: " + self.world.said()[-3000:])


def main():
    reason = postfix_world.why_not()
    if not (WINMAIL and MAKE_SAMPLE and MILTER):
        reason = "no winmail, or no tnef-milter"
    if reason is not None:
        print("skipped: " + reason)
        return 77
    test = Test()
    try:
        test.run(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 4)
    except Exception:
        print(test.world.postfix_said()[-6000:])
        print(test.world.said()[-3000:])
        raise
    finally:
        test.world.end()
    print("all is well" if not wrong_things else "%d wrong" % len(wrong_things))
    return 1 if wrong_things else 0


began = time.monotonic()
sys.exit(main())
