return {
    GET = function(req)
        local res = mock.websocket(function(socket)
            if req.query.fail then error("meant to fail") end
            for message in socket:messages() do
                if message == "bye" then return socket:close(4001, "good bye") end
                socket:send(message)
            end
        end)
        res.headers["Sec-WebSocket-Protocol"] = "v1, v2"
        return res
    end,
}
