return {
    GET = function()
        return mock.sse(function(stream)
            stream:send { data = "begin" }
            mock.sleep("forever")
        end)
    end,
}
