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
        expect.fails('mock.date: "Europe/Berln" is no zone; did you mean \'Europe/Berlin\'?', mock.date, "iso", { zone = "Europe/Berln" })
        expect.fails('write a name such as "Europe/Berlin" or an offset such as "+02:00"', mock.date, "iso", { zone = "nonsense/nowhere/at/all" })
        for _, zone in ipairs { "+2:00", "+24:00", "+02:60", "02:00", "" } do
            expect.fails("is no zone", mock.date, "iso", { zone = zone })
        end
        expect.fails("mock.date: '%Q' is no conversion", mock.date, "%Q")
        expect.fails("mock.date: '%Ed' is no conversion", mock.date, "%Ed")
        expect.fails("mock.date: '%' is no conversion", mock.date, "50%")
        expect.fails("mock.date has no option 'zoen'; did you mean 'zone'?", mock.date, "iso", { zoen = "UTC" })
    end,
    ["every conversion of strftime is there"] = function(expect)
        local at = { at = 1767225600 + 4 * 86400 + 3661 }
        local letters = { a = "Mon", A = "Monday", b = "Jan", B = "January", c = "Mon Jan  5 01:01:01 2026", C = "20", d = "05",
            D = "01/05/26", e = " 5", F = "2026-01-05", g = "26", G = "2026", h = "Jan", H = "01", I = "01", j = "005", k = " 1",
            l = " 1", m = "01", M = "01", n = "\n", p = "AM", P = "am", r = "01:01:01 AM", R = "01:01", s = "1767574861", S = "01",
            t = "\t", T = "01:01:01", u = "1", U = "01", V = "02", w = "1", W = "01", x = "01/05/26", X = "01:01:01", y = "26",
            Y = "2026", z = "+0000", Z = "UTC", ["%"] = "%" }
        for letter, text in pairs(letters) do expect.same(mock.date("%" .. letter, at), text) end
        expect.same(mock.date("%-d %_m %0e %^a %Ey %OH %-j", at), "5  1 05 MON 26 01 5")
        -- Every day of 1999 to 2031, as another implementation has them.
        local days = {}
        for day = 0, 11999 do days[#days + 1] = mock.date("%U%W%V%G%g", { at = 915148800 + day * 86400 }) end
        expect.same(mock.hash("sha256", table.concat(days)), "ec3ba5a3da2e0642d06c197f5460d2d3c6ab8a12bb0cb1207684ddec0d32ffcc")
    end,
    ["zones of the tz database change at the second of their rule"] = function(expect)
        -- As another implementation of the same database has them.
        local known = {
            { "Europe/Berlin", 1774745999, "2026-03-29 01:59:59 +0100 CET" },
            { "Europe/Berlin", 1774746000, "2026-03-29 03:00:00 +0200 CEST" },
            { "Europe/Berlin", 1792889999, "2026-10-25 02:59:59 +0200 CEST" },
            { "Europe/Berlin", 1792890000, "2026-10-25 02:00:00 +0100 CET" },
            { "Europe/Dublin", 1806195599, "2027-03-28 00:59:59 +0000 GMT" },
            { "Europe/Dublin", 1806195600, "2027-03-28 02:00:00 +0100 IST" },
            { "Europe/Dublin", 1824944399, "2027-10-31 01:59:59 +0100 IST" },
            { "Europe/Dublin", 1824944400, "2027-10-31 01:00:00 +0000 GMT" },
            { "America/New_York", 1772953199, "2026-03-08 01:59:59 -0500 EST" },
            { "America/New_York", 1772953200, "2026-03-08 03:00:00 -0400 EDT" },
            { "America/New_York", 1793512799, "2026-11-01 01:59:59 -0400 EDT" },
            { "America/New_York", 1793512800, "2026-11-01 01:00:00 -0500 EST" },
            { "America/Nuuk", 1837645199, "2028-03-25 22:59:59 -0200 -02" },
            { "America/Nuuk", 1837645200, "2028-03-26 00:00:00 -0100 -01" },
            { "America/Nuuk", 1856393999, "2028-10-28 23:59:59 -0100 -01" },
            { "America/Nuuk", 1856394000, "2028-10-28 23:00:00 -0200 -02" },
            { "Australia/Lord_Howe", 1775314799, "2026-04-05 01:59:59 +1100 +11" },
            { "Australia/Lord_Howe", 1775314800, "2026-04-05 01:30:00 +1030 +1030" },
            { "Australia/Lord_Howe", 1791041399, "2026-10-04 01:59:59 +1030 +1030" },
            { "Australia/Lord_Howe", 1791041400, "2026-10-04 02:30:00 +1100 +11" },
            { "America/Santiago", 1806807599, "2027-04-03 23:59:59 -0300 -03" },
            { "America/Santiago", 1806807600, "2027-04-03 23:00:00 -0400 -04" },
            { "America/Santiago", 1820116799, "2027-09-04 23:59:59 -0400 -04" },
            { "America/Santiago", 1820116800, "2027-09-05 01:00:00 -0300 -03" },
            { "Africa/Cairo", 1776981599, "2026-04-23 23:59:59 +0200 EET" },
            { "Africa/Cairo", 1776981600, "2026-04-24 01:00:00 +0300 EEST" },
            { "Africa/Cairo", 1793307599, "2026-10-29 23:59:59 +0300 EEST" },
            { "Africa/Cairo", 1793307600, "2026-10-29 23:00:00 +0200 EET" },
            { "Asia/Kolkata", 1778384896, "2026-05-10 09:18:16 +0530 IST" },
            { "America/St_Johns", 1780000000, "2026-05-28 17:56:40 -0230 NDT" },
            { "Etc/GMT+5", 1780000000, "2026-05-28 15:26:40 -0500 -05" },
            { "Pacific/Kiritimati", 1780000000, "2026-05-29 10:26:40 +1400 +14" },
            { "UTC", 1780000000, "2026-05-28 20:26:40 +0000 UTC" },
            { "Asia/Kathmandu", 1780000000, "2026-05-29 02:11:40 +0545 +0545" },
        }
        for _, case in ipairs(known) do
            expect.same(mock.date("%Y-%m-%d %H:%M:%S %z %Z", { zone = case[1], at = case[2] }), case[3])
        end
        expect.same(mock.date("iso", { zone = "Europe/Berlin" }), "2026-01-01T01:00:00+01:00")
        expect.same(mock.date("iso", { zone = "Europe/Berlin", offset = "181d" }), "2026-07-01T02:00:00+02:00")
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
