return {
    GET = function(req)
        local last = tonumber(req.headers["last-event-id"]) or 0
        return mock.sse(function(stream)
            if req.query.lines then return stream:send { data = "one\ntwo\n" } end
            stream:send { event = "tick", id = tostring(last + 1), data = { last = last }, retry = "50ms" }
        end)
    end,
}
