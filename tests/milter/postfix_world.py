# SPDX-License-Identifier: MIT
#
# A Postfix and a tnef-milter of their own, on loopback and in a folder that goes when they end. Nothing of the
# system's Postfix is touched but its programs. Processes are ended by their number.

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

SERVICES = """\
postlog   unix-dgram n - n - 1 postlogd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def wait_for(what, test, seconds=20):
    end = time.monotonic() + seconds
    while not test():
        if time.monotonic() > end:
            raise RuntimeError(what + " does not come up")
        time.sleep(0.05)


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
            return one.recv(4) == b"220 "
    except OSError:
        return False


def why_not():
    """Why there can be no such world here, or None."""
    if os.geteuid() != 0:
        return "not root"
    if shutil.which("postfix", path="/usr/sbin:/usr/bin:/sbin:/bin") is None:
        return "no postfix"
    return None


class World:
    def __init__(self, milter, sink_port):
        self.milter_program = milter
        self.room = tempfile.mkdtemp(prefix="tnef-milter-")
        self.port, self.plain_port = free_port(), free_port()
        self.milter = self.postfix = None
        self.socket = os.path.join(self.room, "pub", "milter.sock")
        self.log = os.path.join(self.room, "milter.log")
        self.config = os.path.join(self.room, "milter.conf")
        os.chmod(self.room, 0o755)
        self.settings = {"socket": "unix:" + self.socket, "socket-mode": "0666",
                         "counters-file": self.path("counters"), "spool-dir": self.path("tmp"),
                         "name": "mx.test.invalid"}
        for name in ("etc", "spool", "data", "pub", "tmp"):
            os.mkdir(os.path.join(self.room, name))
        shutil.chown(os.path.join(self.room, "data"), "postfix")
        self.write_postfix(sink_port)

    def path(self, *names):
        return os.path.join(self.room, *names)

    def write_postfix(self, sink_port):
        lines = {
            "compatibility_level": "3.6", "queue_directory": self.path("spool"),
            "data_directory": self.path("data"), "daemon_directory": "/usr/lib/postfix/sbin",
            "command_directory": "/usr/sbin", "mail_owner": "postfix", "setgid_group": "postdrop",
            "inet_interfaces": "127.0.0.1", "inet_protocols": "ipv4", "myhostname": "mx.test.invalid",
            "mydestination": "", "mynetworks": "127.0.0.0/8", "alias_maps": "", "alias_database": "",
            "default_transport": "smtp:[127.0.0.1]:%d" % sink_port, "relay_transport": "$default_transport",
            "disable_dns_lookups": "yes", "smtp_dns_support_level": "disabled", "smtp_host_lookup": "native",
            "maillog_file": self.path("postfix.log"), "maillog_file_prefixes": self.room,
            "smtpd_milters": "unix:" + self.socket, "milter_default_action": "tempfail",
            "milter_connect_timeout": "5s", "milter_command_timeout": "10s", "milter_content_timeout": "60s",
            "message_size_limit": "200000000", "mailbox_size_limit": "0", "in_flow_delay": "0",
            "smtp_line_length_limit": "0", "local_header_rewrite_clients": "",
            "smtpd_client_connection_count_limit": "0", "smtpd_client_connection_rate_limit": "0",
            "smtpd_error_sleep_time": "0", "smtpd_peername_lookup": "no",
            "initial_destination_concurrency": "20", "smtputf8_enable": "no",
            "header_size_limit": "60000",        # what it is anyway where there are milters
            "import_environment": "MAIL_CONFIG TZ LANG=C", "smtpd_forbid_bare_newline": "no",
        }
        with open(self.path("etc", "main.cf"), "w", encoding="ascii") as out:
            for key, value in lines.items():
                out.write("%s = %s\n" % (key, value))
        with open(self.path("etc", "master.cf"), "w", encoding="ascii") as out:
            out.write("127.0.0.1:%d inet n - n - - smtpd\n" % self.port)
            out.write("127.0.0.1:%d inet n - n - - smtpd -o smtpd_milters=\n" % self.plain_port)
            out.write(SERVICES)

    # ---- The milter ------------------------------------------------------------------------------

    def write_milter(self, **settings):
        self.settings.update({key.replace("_", "-"): value for key, value in settings.items()})
        with open(self.config, "w", encoding="ascii") as out:
            for key, value in self.settings.items():
                out.write("%s = %s\n" % (key, value))

    def start_milter(self, **settings):
        self.write_milter(**settings)
        with open(self.log, "ab") as log:
            before = log.tell()
            self.milter = subprocess.Popen([self.milter_program, "--config", self.config], stderr=log)

        def is_ready():
            if self.milter.poll() is not None:
                raise RuntimeError("the milter ended: " + self.said(before))
            return "ready: " in self.said(before)
        wait_for("the milter", is_ready)

    def said(self, begin=0):
        with open(self.log, "rb") as log:
            log.seek(begin)
            return log.read().decode("ascii", "replace")

    def kill_milter(self):
        self.milter.kill()
        self.milter.wait()

    def stop_milter(self):
        """Stops it as systemd does. Its exit status."""
        self.milter.send_signal(signal.SIGTERM)
        return self.milter.wait(60)

    def resident(self):
        with open("/proc/%d/status" % self.milter.pid, encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1])
        return 0

    def counters(self):
        self.milter.send_signal(signal.SIGUSR1)
        time.sleep(0.3)
        with open(self.path("counters"), encoding="ascii") as text:
            pairs = [line.rsplit(" ", 1) for line in text if not line.startswith("#")]
        return {name: float(value) for name, value in pairs}

    # ---- Postfix ---------------------------------------------------------------------------------

    def start_postfix(self):
        with open(self.path("postfix.out"), "wb") as out:
            self.postfix = subprocess.Popen(["/usr/sbin/postfix", "-c", self.path("etc"), "start-fg"],
                                            stdout=out, stderr=out, start_new_session=True)

        def is_up():
            if self.postfix.poll() is not None:
                raise RuntimeError("postfix ended:\n" + self.postfix_said())
            return answers(self.port) and answers(self.plain_port)
        wait_for("postfix", is_up, 40)

    def postfix_said(self):
        said = []
        for name in ("postfix.out", "postfix.log"):
            if os.path.exists(self.path(name)):
                with open(self.path(name), encoding="utf-8", errors="replace") as text:
                    said.append(text.read()[-4000:])
        return "\n".join(said)

    def held(self):
        """Queue files that are on hold."""
        return sum(len(files) for _, _, files in os.walk(self.path("spool", "hold")))

    def end(self):
        if self.postfix is not None and self.postfix.poll() is None:
            subprocess.run(["/usr/sbin/postfix", "-c", self.path("etc"), "stop"], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=60, check=False)
            try:
                self.postfix.wait(20)
            except subprocess.TimeoutExpired:
                self.postfix.kill()
        if self.milter is not None and self.milter.poll() is None:
            self.kill_milter()
        shutil.rmtree(self.room, ignore_errors=True)
