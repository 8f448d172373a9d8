return { GET = function() return mock.stream("text/plain", function(stream)
    local part = ("x"):rep(65536)
    for _ = 1, 100000 do stream:write(part) end
end) end }
