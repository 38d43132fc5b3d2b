-- SPDX-License-Identifier: MIT
--
-- What the filter asks of an MTA, message by message: run by miltertest, which is the MTA. SOCKET, DIR (with the
-- mails that test_protocol.sh made, and what `winmail unwrap` makes of them), PART (which tests) and PID (of the
-- filter) are given.

local function fail(text)
    mt.echo("protocol.lua: " .. text)
    error(text)
end

local function read(name)
    local file = io.open(DIR .. "/" .. name, "rb")
    if file == nil then
        fail("no " .. name)
    end
    local text = file:read("*a")
    file:close()
    return text
end

local function fields_and_body(mail)
    local at = mail:find("\r\n\r\n", 1, true)
    if at == nil then
        fail("a mail without an empty line")
    end
    local fields = {}
    for line in (mail:sub(1, at + 1)):gmatch("(.-)\r\n") do
        if line:match("^[ \t]") then
            fields[#fields][2] = fields[#fields][2] .. "\n" .. line
        else
            local name, value = line:match("^([^:]*):(.*)$")
            fields[#fields + 1] = { name, value }
        end
    end
    return fields, mail:sub(at + 4)
end

local function expect(conn, wanted, what)
    local got = mt.getreply(conn)
    if got ~= wanted then
        fail(what .. ": reply " .. got .. ", not " .. wanted)
    end
end

local function ok(answer, what)
    if answer ~= nil then
        fail(what .. " failed: " .. tostring(answer))
    end
end

-- An MTA that offers these actions and steps; nil: all of them. miltertest takes them in the other order than its
-- manual page says.
local function connect(actions, steps)
    local conn = mt.connect("unix:" .. SOCKET, 50, 0.1)
    if conn == nil then
        fail("no connection")
    end
    ok(mt.negotiate(conn, nil, steps, actions), "negotiate")
    return conn
end

local function begin(conn, name)
    mt.macro(conn, SMFIC_MAIL, "i", "ID" .. name)
    ok(mt.mailfrom(conn, "<a@test.invalid>"), "mailfrom")
    expect(conn, SMFIR_CONTINUE, "mailfrom")
end

-- Where blanks after the colon belong to the value, miltertest puts one before it.
local function header(conn, fields)
    for _, field in ipairs(fields) do
        ok(mt.header(conn, field[1], (field[2]:gsub("^ ", ""))), "header")
    end
    ok(mt.eoh(conn), "eoh")
    expect(conn, SMFIR_CONTINUE, "eoh")
end

-- Sends the body in pieces of |size| bytes. False if the filter wants no more of it.
local function body(conn, text, size)
    for at = 1, #text, size do
        ok(mt.bodystring(conn, text:sub(at, at + size - 1)), "body")
        if mt.getreply(conn) == SMFIR_SKIP then
            return false
        end
        expect(conn, SMFIR_CONTINUE, "body")
    end
    return true
end

local function through(conn, name, size)
    local fields, text = fields_and_body(read(name .. ".eml"))
    begin(conn, name)
    header(conn, fields)
    body(conn, text, size or 65535)
    ok(mt.eom(conn), "eom")
end

local function changed(conn)
    return mt.eom_check(conn, MT_BODYCHANGE) or mt.eom_check(conn, MT_HDRADD) or mt.eom_check(conn, MT_HDRDELETE)
        or mt.eom_check(conn, MT_HDRCHANGE) or mt.eom_check(conn, MT_HDRINSERT)
        or mt.eom_check(conn, MT_QUARANTINE)
end

local function expect_as_it_came(conn, what)
    expect(conn, SMFIR_CONTINUE, what)
    if changed(conn) then
        fail(what .. ": it is changed")
    end
end

-- It is what winmail makes of it. |whole|: the header changes, too.
local function expect_unwrapped(conn, name, whole)
    local fields, text = fields_and_body(read(name .. ".out"))
    local blank = mt.test_option(conn, SMFIP_HDR_LEADSPC) and " " or ""
    expect(conn, SMFIR_CONTINUE, name)
    if not mt.eom_check(conn, MT_BODYCHANGE, text) then
        fail(name .. ": not the body that winmail makes of it")
    end
    if not mt.eom_check(conn, MT_HDRADD, "X-TNEF-Unwrapped") then
        fail(name .. ": no X-TNEF-Unwrapped")
    end
    if mt.getheader(conn, "X-TNEF-Unwrapped", 0):sub(1, 1 + #blank) ~= blank .. "s" then
        fail(name .. ": blanks before a value")
    end
    if mt.eom_check(conn, MT_HDRDELETE, "From") or mt.eom_check(conn, MT_HDRDELETE, "Subject") then
        fail(name .. ": a field goes that must not")
    end
    if mt.eom_check(conn, MT_HDRDELETE, "Content-Type") ~= whole then
        fail(name .. ": Content-Type")
    end
    for _, field in ipairs(fields) do
        local is_type = field[1] == "Content-Type" and whole
        local value = blank == "" and field[2]:gsub("^ ", "") or field[2]
        if is_type and not mt.eom_check(conn, MT_HDRADD, field[1], value) then
            fail(name .. ": no new Content-Type")
        end
    end
end

local tests = {}

function tests.usual()
    local conn = connect()
    if not (mt.test_option(conn, SMFIP_NOCONNECT) and mt.test_option(conn, SMFIP_NR_HDR)
            and mt.test_action(conn, SMFIF_CHGBODY) and mt.test_action(conn, SMFIF_QUARANTINE)) then
        fail("what was agreed")
    end
    -- Many mails on one connection, cut in several ways; one is given up in each place.
    for _, size in ipairs({ 1, 7, 100, 65535 }) do
        through(conn, "plain", size)
        expect_as_it_came(conn, "plain")
        through(conn, "part", size)
        expect_unwrapped(conn, "part", false)
        through(conn, "whole", size)
        expect_unwrapped(conn, "whole", true)
        through(conn, "signed", size)
        expect_as_it_came(conn, "signed")
        begin(conn, "left")
        ok(mt.abort(conn), "abort")
        begin(conn, "left")
        header(conn, { { "From", " a@b" }, { "Content-Type", " application/ms-tnef" } })
        ok(mt.abort(conn), "abort")
        begin(conn, "left")
        header(conn, { { "From", " a@b" } })
        body(conn, "some bytes\r\n", 3)
        ok(mt.abort(conn), "abort")
    end
    through(conn, "empty")
    expect_as_it_came(conn, "empty")
    mt.disconnect(conn)
end

function tests.damaged()
    local conn = connect()
    through(conn, "damaged")
    expect_unwrapped(conn, "damaged", true)
    if not mt.eom_check(conn, MT_HDRADD, "X-TNEF-Error") then
        fail("damaged: no X-TNEF-Error")
    end
    if mt.getheader(conn, "X-TNEF-Error", 0):match("damaged status=TNEF_E_%u+ offset=%d+ .*part=1") == nil then
        fail("damaged: X-TNEF-Error:" .. mt.getheader(conn, "X-TNEF-Error", 0))
    end
    through(conn, "unreadable")
    expect(conn, SMFIR_CONTINUE, "unreadable")
    if mt.eom_check(conn, MT_BODYCHANGE) or not mt.eom_check(conn, MT_HDRADD, "X-TNEF-Error") then
        fail("unreadable: it is changed, or not tagged")
    end
    -- What somebody else said of it goes.
    through(conn, "forged")
    if not mt.eom_check(conn, MT_HDRDELETE, "X-TNEF-Error") or not mt.eom_check(conn, MT_HDRADD, "X-TNEF-Error") then
        fail("forged: the old X-TNEF-Error stays")
    end
    mt.disconnect(conn)
end

function tests.again()
    local conn = connect()
    through(conn, "again")
    expect_as_it_came(conn, "again")
    mt.disconnect(conn)
end

-- Two connections, whose mails come in turns.
function tests.side_by_side()
    local a, b = connect(), connect()
    local whole, whole_body = fields_and_body(read("whole.eml"))
    local part, part_body = fields_and_body(read("part.eml"))
    begin(a, "a")
    begin(b, "b")
    header(a, whole)
    header(b, part)
    body(a, whole_body:sub(1, 50), 50)
    body(b, part_body:sub(1, 90), 90)
    body(a, whole_body:sub(51), 65535)
    body(b, part_body:sub(91), 65535)
    ok(mt.eom(b), "eom")
    ok(mt.eom(a), "eom")
    expect_unwrapped(a, "whole", true)
    expect_unwrapped(b, "part", false)
    mt.disconnect(b)
    mt.disconnect(a)
end

-- MTAs that know less.
function tests.old_mta()
    local conn = connect(nil, 0x7F)
    if mt.test_option(conn, SMFIP_HDR_LEADSPC) or mt.test_option(conn, SMFIP_NR_HDR) then
        fail("old: what was agreed")
    end
    through(conn, "whole", 100)
    expect_unwrapped(conn, "whole", true)
    through(conn, "damaged")
    expect_unwrapped(conn, "damaged", true)
    mt.disconnect(conn)
    conn = connect(SMFIF_ADDHDRS, nil)
    through(conn, "whole")
    expect_as_it_came(conn, "an MTA whose bodies cannot be replaced")
    mt.disconnect(conn)
end

function tests.gone()
    for _, name in ipairs({ "mail", "header", "body" }) do
        local conn = connect()
        begin(conn, name)
        if name ~= "mail" then
            header(conn, { { "From", " a@b" } })
        end
        if name == "body" then
            body(conn, "some bytes\r\n", 5)
        end
        mt.disconnect(conn, false)
    end
end

function tests.reject()
    local conn = connect()
    through(conn, "whole")
    -- What its text is test_postfix.py knows: miltertest does not keep it.
    expect(conn, SMFIR_REPLYCODE, "whole")
    through(conn, "signed")
    expect_as_it_came(conn, "signed")
    through(conn, "again")
    expect(conn, SMFIR_REPLYCODE, "a forged X-TNEF-Unwrapped")
    mt.disconnect(conn)
end

function tests.quarantine()
    local conn = connect()
    through(conn, "damaged")
    if not mt.eom_check(conn, MT_QUARANTINE, "winmail.dat (TNEF): damaged") then
        fail("quarantine: it is not asked for")
    end
    if mt.eom_check(conn, MT_BODYCHANGE) or not mt.eom_check(conn, MT_HDRADD, "X-TNEF-Error") then
        fail("quarantine: it is changed, or not tagged")
    end
    mt.disconnect(conn)
end

function tests.tempfail()
    local conn = connect()
    through(conn, "whole")
    expect(conn, SMFIR_TEMPFAIL, "no spool")
    mt.disconnect(conn)
end

-- max-mail is 2,000 bytes, max-header 1,024.
function tests.small()
    local conn = connect()
    local fields = { { "From", " a@b" } }
    begin(conn, "long body")
    header(conn, fields)
    if body(conn, ("line\r\n"):rep(1000), 500) then
        fail("small: the whole body is wanted")
    end
    ok(mt.eom(conn), "eom")
    expect_as_it_came(conn, "long body")
    for i = 1, 200 do
        fields[#fields + 1] = { "X-Number", " " .. i }
    end
    begin(conn, "long header")
    header(conn, fields)
    body(conn, "a\r\n", 500)
    ok(mt.eom(conn), "eom")
    expect_as_it_came(conn, "long header")
    mt.disconnect(conn)
end

-- It is told to end in the middle of a mail, which comes to its end; another one passes as it comes.
function tests.stopping()
    local conn, other = connect(), connect()
    local fields, text = fields_and_body(read("whole.eml"))
    begin(conn, "whole")
    header(conn, fields)
    body(conn, text:sub(1, 100), 50)
    os.execute("kill -TERM " .. PID)
    mt.sleep(0.5)
    mt.macro(other, SMFIC_MAIL, "i", "other")
    ok(mt.mailfrom(other, "<a@test.invalid>"), "mailfrom")
    expect(other, SMFIR_ACCEPT, "a mail that comes now")
    body(conn, text:sub(101), 50)
    ok(mt.eom(conn), "eom")
    expect_unwrapped(conn, "whole", true)
    mt.disconnect(conn, false)
    mt.disconnect(other, false)
end

for name in PART:gmatch("[a-z_]+") do
    tests[name]()
end
