-- For wrk: each request is one event with an id and a lot of its own, sent to POST /epcis/v2/events,
-- which answers 201 once the event's block is on disk. Each thread has a node and a member of its own.
--
-- From the environment: PORTS and TOKENS, one a thread; EVENTS, files with the text of each member's
-- event, in which # stands for the event's id and then for its lot number; SERIES, two letters.

local function words(name)
    local list = {}
    for word in os.getenv(name):gmatch("%S+") do list[#list + 1] = word end
    return list
end

local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
    thread.addr = wrk.lookup("127.0.0.1", words("PORTS")[threads])[1]
end

function init()
    local file = assert(io.open(words("EVENTS")[number]))
    local before, between, after = file:read("*a"):match("^([^#]*)#([^#]*)#([^#]*)$")
    file:close()
    local series = os.getenv("SERIES")
    local octets = #before + 36 + #between + #series + 12 + #after
    head = "POST /epcis/v2/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
        .. words("TOKENS")[number] .. "\r\nContent-Type: application/ld+json\r\nContent-Length: "
        .. octets .. "\r\n\r\n" .. before
    middle = between .. series
    tail = after
    math.randomseed(os.time() + 7919 * number)
    salt = string.format("%08x-%04x-4%03x-8%03x-", math.random(0, 2147483647),
        math.random(0, 65535), math.random(0, 4095), number)
    made = 0
end

function request()
    made = made + 1
    return string.format("%s%s%012x%s%02d-%09d%s", head, salt, made, middle, number, made, tail)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "most": %d, "failed": %d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        latency.max,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
