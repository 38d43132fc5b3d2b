#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
#
# send.py PORT FILE: sends a mail by SMTP on loopback, and prints the answer.

import smtplib
import sys

try:
    with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=60) as smtp:
        smtp.sendmail("from@example.org", ["to@example.net"], open(sys.argv[2], "rb").read())
    print("250")
except smtplib.SMTPDataError as error:
    print(error.smtp_code, error.smtp_error.decode("utf-8", "replace"))
