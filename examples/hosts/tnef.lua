-- SPDX-License-Identifier: MIT
-- rspamd: what is in winmail.dat as symbols. Put this file beside rspamd.local.lua, and into that the line
--
--     require 'tnef'(rspamd_config, { bad = { 'exe', 'scr', 'js', 'vbs', 'lnk' } })
--
-- TNEF            a part is a TNEF stream, whatever its type says; options: names of attachments
-- TNEF_BAD_EXT    an attachment in it, or in a message in it, has one of the extensions of |bad|
-- TNEF_DAMAGED    it cannot be read to its end, or part of it is missing; option: the status
-- TNEF_LINK       an attachment is a link to somewhere else; option: where to
-- TNEF_TYPE       options: the class of each message, and the types that its attachments say they have
-- TNEF_ANOMALY    something is not as the specification says; options: each kind ("winmail explain NAME")
local ffi = require 'ffi'
local ucl = require 'ucl'

ffi.cdef [[
typedef int32_t (*tnef_sink_fn)(void *user, const void *buf, size_t len, size_t *taken);
typedef struct {
    uint32_t size, flags;
    tnef_sink_fn sink;
    void *user;
    uint64_t max_output;
    const void *decoder_limits, *limits, *charsets;
} tnef_json_config;
int32_t tnef_json_write(const void *buf, size_t len, const tnef_json_config *cfg, const void *alloc);
]]
local tnef = ffi.load('libtnef.so.0.2')

local pieces = {}
local config = ffi.new('tnef_json_config')
config.size = ffi.sizeof('tnef_json_config')
config.max_output = 1048576
config.sink = ffi.cast('tnef_sink_fn', function(_, buf, len)
  pieces[#pieces + 1] = ffi.string(buf, len)
  return 0
end)

-- The description of a stream, or nil. It calls back, so it must not be compiled.
local function describe(content)
  pieces = {}
  if tnef.tnef_json_write(content:ptr(), #content, config, nil) ~= 0 then return nil end
  local parser = ucl.parser()
  return parser:parse_string(table.concat(pieces)) and parser:get_object() or nil
end
jit.off(describe)

-- What is null in JSON is a value of its own in Lua.
local function list(x) return type(x) == 'table' and x or {} end
local function text(x) return type(x) == 'string' and x or '' end

-- The keys of a table, which are texts, in an order of their own.
local function sorted(set)
  local all = {}
  for key in pairs(set) do all[#all + 1] = key end
  table.sort(all)
  return all
end

local function each_message(message, call)
  if type(message) ~= 'table' then return end
  call(message)
  for _, a in ipairs(list(message.attachments)) do
    each_message(a.message, call)
    for _, more in ipairs(list(a.more_messages)) do each_message(more, call) end
  end
end

local function check(task, bad)
  for _, part in ipairs(task:get_parts()) do
    local content = part:get_content()
    if #content >= 6 and tostring(content:sub(1, 4)) == '\120\159\62\34' then
      local d = describe(content)
      local status = d and d.status or 'unreadable'
      local names, types, anomalies = {}, {}, {}
      each_message(d and d.message, function(m)
        types[text(m.class)] = true
        for _, a in ipairs(list(m.attachments)) do
          local extension = text(a.name):lower():match('%.([^.]*)$')
          names[#names + 1] = text(a.name)
          types[text(a.type)] = true
          if extension and bad[extension] then task:insert_result('TNEF_BAD_EXT', 1.0, a.name) end
          if a.kind == 'reference' then task:insert_result('TNEF_LINK', 1.0, text(a.pathname)) end
          if a.incomplete == true and status == 'TNEF_OK' then status = 'incomplete' end
        end
      end)
      for _, anomaly in ipairs(list(d and d.anomalies)) do anomalies[text(anomaly.code)] = true end
      types[''], anomalies[''] = nil, nil
      task:insert_result('TNEF', 1.0, names)
      if next(types) then task:insert_result('TNEF_TYPE', 1.0, sorted(types)) end
      if next(anomalies) then task:insert_result('TNEF_ANOMALY', 1.0, sorted(anomalies)) end
      if status ~= 'TNEF_OK' then task:insert_result('TNEF_DAMAGED', 1.0, status) end
    end
  end
end

return function(config_of_rspamd, settings)
  local bad = {}
  for _, extension in ipairs(settings.bad or {}) do bad[extension] = true end
  local scores = { TNEF = 0.0, TNEF_BAD_EXT = 8.0, TNEF_DAMAGED = 1.0, TNEF_LINK = 2.0,
    TNEF_TYPE = 0.0, TNEF_ANOMALY = 0.0 }
  local parent = config_of_rspamd:register_symbol {
    name = 'TNEF_CHECK', type = 'callback', callback = function(task) check(task, bad) end }
  for name, score in pairs(scores) do
    config_of_rspamd:register_symbol { name = name, type = 'virtual', parent = parent }
    config_of_rspamd:set_metric_symbol { name = name, score = score, group = 'tnef' }
  end
  return function(task) check(task, bad) end
end
