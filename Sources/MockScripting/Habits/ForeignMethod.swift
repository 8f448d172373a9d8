/// A call of a method that texts and lists have in other languages, as Lua writes it: `s.padStart(5, "0")`.
struct ForeignMethod {
    /// The name of the method.
    let name: String
    /// What it is called on, as it is written.
    let owner: String
    /// Its arguments, as they are written.
    let arguments: [String]

    /// An expression that gives the same for every text or list; `nil` where there is none.
    var expression: String? {
        switch arguments.count {
        case 0: ForeignMethod.plain[name].map(placed)
        case 1: single(arguments[0])
        case 2: pair(arguments[0], arguments[1])
        default: nil
        }
    }

    /// Statements that give a variable the same: `local parts = s.split("/")`.
    func statements(_ variable: String) -> String? {
        guard let loop else { return nil }
        return "\(variable) = {} \(loop.head) table.insert(\(ForeignMethod.name(of: variable)), \(loop.value)) end"
    }

    /// The loop over what it gives.
    var loop: (head: String, value: String)? {
        switch (name, arguments.count) {
        case ("split", 1): split(arguments[0]).map { (head: "for part in \($0) do", value: "part") }
        case ("keys", 1) where owner == "Object": ("for key in pairs(\(arguments[0])) do", "key")
        case ("values", 1) where owner == "Object": ("for _, value in pairs(\(arguments[0])) do", "value")
        case ("entries", 1) where owner == "Object": ("for key, value in pairs(\(arguments[0])) do", "{ key, value }")
        case ("keys", 0): ("for key in pairs(\(owner)) do", "key")
        case ("values", 0): ("for _, value in pairs(\(owner)) do", "value")
        case ("items", 0), ("entries", 0): ("for key, value in pairs(\(owner)) do", "{ key, value }")
        default: nil
        }
    }

    private static func name(of variable: String) -> String {
        variable.hasPrefix("local ") ? String(variable.dropFirst("local ".count)) : variable
    }

    private func placed(_ form: String) -> String { form.replacing("LIST", with: owner) }

    // MARK: - Without arguments

    private static let plain = [
        "pop": "table.remove(LIST)", "shift": "table.remove(LIST, 1)", "join": "table.concat(LIST, \",\")",
        "toUpperCase": "LIST:upper()", "toLowerCase": "LIST:lower()", "trim": "LIST:match(\"^%s*(.-)%s*$\")",
        "strip": "LIST:match(\"^%s*(.-)%s*$\")", "trimStart": "LIST:match(\"^%s*(.*)$\")",
        "trimEnd": "LIST:match(\"^(.-)%s*$\")", "toString": "tostring(LIST)", "toISOString": "mock.iso()",
        "getTime": "mock.now_ms()", "isEmpty": "(#LIST == 0)", "sort": "table.sort(LIST)",
        "toFixed": "(\"%.0f\"):format(LIST)",
    ]

    // MARK: - One argument

    private func single(_ argument: String) -> String? {
        switch name {
        case "push", "append": "table.insert(\(owner), \(argument))"
        case "unshift": "table.insert(\(owner), 1, \(argument))"
        case "join":
            owner.hasPrefix("\"") || owner.hasPrefix("'")
                ? "table.concat(\(argument), \(owner))" : "table.concat(\(owner), \(argument))"
        case "toFixed": argument.smallNumber.map { "(\"%.\($0)f\"):format(\(owner))" }
        case "charAt": "\(owner):sub(\(next(argument)), \(next(argument)))"
        case "charCodeAt": "\(owner):byte(\(next(argument)))"
        case "includes", "contains": "(\(owner):find(\(argument), 1, true) ~= nil)"
        case "indexOf": "((\(owner):find(\(argument), 1, true) or 0) - 1)"
        case "startsWith", "startswith": "(\(owner):sub(1, \(length(argument))) == \(argument))"
        case "endsWith", "endswith": "(\(owner):sub(-\(length(argument))) == \(argument))"
        case "equals": "(\(owner) == \(argument))"
        case "equalsIgnoreCase": "(\(owner):lower() == \(argument):lower())"
        case "hasOwnProperty": "(\(owner)[\(argument)] ~= nil)"
        case "padStart", "padEnd": padded(argument, "\" \"")
        case "concat": "\(owner) .. \(argument)"
        case "isArray" where owner == "Array": "(type(\(argument)) == \"table\")"
        case "toBe", "toEqual", "toStrictEqual": "\(owner):equals(\(argument))"
        case "toContain": "\(owner):contains(\(argument))"
        case "slice", "substring", "substr": part(argument, nil)
        default: nil
        }
    }

    /// The number behind one, as an expression.
    private func next(_ number: String) -> String { number.smallNumber.map { "\($0 + 1)" } ?? "\(number) + 1" }

    /// The bytes of a text.
    private func length(_ text: String) -> String {
        LuaLiteral(text).map { "\($0.bytes.count)" } ?? "#\(text)"
    }

    // MARK: - Two arguments

    private func pair(_ first: String, _ second: String) -> String? {
        switch name {
        case "padStart", "padEnd": padded(first, second)
        case "slice", "substring", "substr": part(first, second)
        case "splice" where second == "1": "table.remove(\(owner), \(next(first)))"
        case "replace", "replaceAll": replaced(first, second)
        default: nil
        }
    }

    /// Characters up to a length; the text stands twice, so that only names and numbers are.
    private func padded(_ width: String, _ fill: String) -> String? {
        guard owner.allSatisfy({ $0.isLetter || $0.isNumber || "_.()[]\"'".contains($0) }),
            LuaLiteral(fill)?.bytes.count == 1
        else { return nil }
        let number = owner.hasPrefix("String(") ? "tostring(\(owner.dropFirst("String(".count))" : owner
        let pad = "(\(fill)):rep(\(width) - #\(number))"
        return name == "padStart" ? "(\(pad) .. \(number))" : "(\(number) .. \(pad))"
    }

    /// The places that Lua counts from 1 and up to the last one.
    private func part(_ start: String, _ end: String?) -> String? {
        let begin = start.smallNumber.map { $0 < 0 ? "\($0)" : "\($0 + 1)" } ?? "\(start) + 1"
        guard let end else { return "\(owner):sub(\(begin))" }
        if name == "substr" {
            let last =
                start.smallNumber.flatMap { from in end.smallNumber.map { "\(from + $0)" } } ?? "\(start) + \(end)"
            return "\(owner):sub(\(begin), \(last))"
        }
        return "\(owner):sub(\(begin), \(end.smallNumber.map { $0 < 0 ? "\($0 - 1)" : "\($0)" } ?? end))"
    }

    /// A text in the place of another one; signs that mean something in a pattern are escaped.
    private func replaced(_ from: String, _ to: String) -> String? {
        guard let from = LuaLiteral(from), let to = LuaLiteral(to) else { return nil }
        let limit = name == "replace" ? ", 1" : ""
        return "(\(owner):gsub(\(from.pattern.quoted), \(to.replacement.quoted)\(limit)))"
    }

    /// An iterator over the parts between separators; empty ones are parts too.
    private func split(_ separator: String) -> String? {
        guard let mark = LuaLiteral(separator), mark.bytes.count == 1, !owner.contains("\n") else { return nil }
        let sign = mark.pattern.text
        let quoted = mark.quoted
        return
            "(\(owner) .. \(quoted)):gmatch(\"([^\(sign == "\"" ? "\\\"" : sign)]*)\(sign == "\"" ? "\\\"" : sign)\")"
    }
}

/// A text in quotes without escapes.
struct LuaLiteral {
    let text: String

    var bytes: String.UTF8View { text.utf8 }
    /// The text as source.
    var quoted: String { "\"\(text.replacing("\"", with: "\\\""))\"" }

    /// Takes the source of an expression; `nil` for any but a plain text in quotes.
    init?(_ source: String) {
        guard let quote = source.first, quote == "\"" || quote == "'", source.count > 1, source.last == quote else {
            return nil
        }
        let inside = source.dropFirst().dropLast()
        guard !inside.contains("\\"), !inside.contains(quote), !inside.contains(where: \.isNewline) else { return nil }
        text = String(inside)
    }

    private init(text: String) { self.text = text }

    /// The pattern that matches the text alone.
    var pattern: LuaLiteral {
        LuaLiteral(text: text.reduce(into: "") { $0 += ("^$()%.[]*+-?".contains($1) ? "%" : "") + String($1) })
    }

    /// The text as `gsub` puts it in.
    var replacement: LuaLiteral { LuaLiteral(text: text.replacing("%", with: "%%")) }
}

extension StringProtocol {
    /// The whole number that a text is, as far as one may be added to it.
    var smallNumber: Int? { Int(self).flatMap { (-1_000_000_000...1_000_000_000).contains($0) ? $0 : nil } }
}
