return {
    GET = function()
        return mock.websocket(function(socket)
            for message in socket:messages() do socket:send(message) end
        end)
    end,
}
