return {
    ["follows the session's clock"] = function(expect)
        expect.same(mock.now(), 1767225600)
        expect.same(mock.now_ms("-250ms"), 1767225599750)
        expect.same(mock.now("15m") - mock.now(), 900)
        expect.same(mock.iso(), "2026-01-01T00:00:00Z")
        expect.same(mock.iso("-3d"), "2025-12-29T00:00:00Z")
        expect.same(mock.iso("1.5h"), "2026-01-01T01:30:00Z")
        expect.same(mock.http_date(), "Thu, 01 Jan 2026 00:00:00 GMT")
        mock.sleep("1m")
        expect.same(mock.iso(), "2026-01-01T00:01:00Z")
        mock.sleep("0ms")
    end,
    ["dates are written in a zone"] = function(expect)
        expect.same(mock.date(), "2026-01-01T00:00:00Z")
        expect.same(mock.date("iso", { zone = "+02:00" }), "2026-01-01T02:00:00+02:00")
        expect.same(mock.date("iso", { zone = "-0330" }), "2025-12-31T20:30:00-03:30")
        expect.same(mock.date("iso", { zone = "UTC", at = 0 }), "1970-01-01T00:00:00Z")
        expect.same(mock.date("%d.%m.%Y %H:%M %z %Z", { zone = "+05:45", offset = "1d" }), "02.01.2026 05:45 +0545 +05:45")
        expect.same(mock.date("%s", { zone = "+05:45" }), tostring(mock.now()))
        expect.same(mock.date("%z %Z"), "+0000 UTC")
        expect.same(os.date("%z %Z %s", 0), "+0000 UTC 0")
        expect.fails('mock.date: "Europe/Berlin" is no zone; write its offset from UTC, such as "+02:00"',
            mock.date, "iso", { zone = "Europe/Berlin" })
        for _, zone in ipairs { "+2:00", "+24:00", "+02:60", "02:00", "" } do
            expect.fails("is no zone", mock.date, "iso", { zone = zone })
        end
        expect.fails("mock.date: '%Q' is no conversion", mock.date, "%Q")
        expect.fails("mock.date has no option 'zoen'; did you mean 'zone'?", mock.date, "iso", { zoen = "UTC" })
    end,
    ["os tells the session's time"] = function(expect)
        expect.same(os.time(), 1767225600)
        expect.same(os.time { year = 2024, month = 2, day = 29, hour = 0 }, 1709164800)
        expect.same(os.time { year = 1970, month = 1, day = 1, hour = 0 }, 0)
        expect.same(os.time { year = 2024, month = 14, day = -1, hour = 0 }, os.time { year = 2025, month = 1, day = 30, hour = 0 })
        expect.same(os.date("%Y-%m-%d %H:%M:%S", 951782399), "2000-02-28 23:59:59")
        expect.same(os.date("!%F", 951782400), "2000-02-29")
        expect.same(os.date("%a %A %b %j %p %I %w %u %y", 0), "Thu Thursday Jan 001 AM 12 4 4 70")
        expect.same(os.date("*t", 0).yday, 1)
        expect.same(os.date("%F", -1), "1969-12-31")
        expect.same(os.clock(), 0.0)
        mock.sleep("1500ms")
        expect.same(os.clock(), 1.5)
        expect.same(os.getenv, nil)
        expect.fails("os.time: field 'day' is missing", os.time, { year = 2024, month = 1 })
        expect.fails("'%Q' is no conversion", os.date, "%Q")
    end,
    ["dates come back from every day of 500 years"] = function(expect)
        for day = -73000, 110000, 37 do
            local at = os.date("*t", day * 86400 + 3661)
            local back = os.time { year = at.year, month = at.month, day = at.day, hour = 1, min = 1, sec = 1 }
            if back ~= day * 86400 + 3661 then error("day " .. day .. " became " .. back) end
        end
    end,
    ["refuses durations without a unit"] = function(expect)
        expect.fails('mock.sleep: 250 has no unit; write "250ms"', mock.sleep, 250)
        expect.fails('mock.now: "15 minutes" is no duration', mock.now, "15 minutes")
        expect.fails("mock.iso must be a duration", mock.iso, {})
        expect.fails("mock.sleep: ", mock.sleep, "soon")
    end,
}
