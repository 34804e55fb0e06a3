/// The members of one JSON object, taken out one by one; what is left at the end is unknown.
struct GenesisJSONObject {
    private var members: [(name: String, value: PlainJSON)]
    private let pointer: String
    private let isObject: Bool

    init(_ json: PlainJSON, at pointer: String) {
        self.pointer = pointer
        if case .object(let members) = json {
            self.members = members
            isObject = true
        } else {
            members = []
            isObject = false
        }
    }

    /// The JSON Pointer of a member.
    func place(_ name: String) -> String { "\(pointer)/\(name)" }

    /// Requires that every member was taken.
    func finish() throws(GenesisJSONError) {
        if let rest = members.first { throw .unknown(place: place(rest.name)) }
    }

    mutating func string(_ name: String) throws(GenesisJSONError) -> String {
        guard case .string(let text) = try take(name) else {
            throw .expected("a string", place: place(name))
        }
        return text
    }

    mutating func optionalString(_ name: String) throws(GenesisJSONError) -> String? {
        has(name) ? try string(name) : nil
    }

    mutating func integer(_ name: String) throws(GenesisJSONError) -> UInt64 {
        guard case .integer(let number) = try take(name) else {
            throw .expected("a whole number", place: place(name))
        }
        return number
    }

    mutating func bool(_ name: String) throws(GenesisJSONError) -> Bool {
        guard case .bool(let flag) = try take(name) else {
            throw .expected("true or false", place: place(name))
        }
        return flag
    }

    mutating func object(_ name: String) throws(GenesisJSONError) -> GenesisJSONObject {
        GenesisJSONObject(try take(name), at: place(name))
    }

    mutating func objects<Element>(
        _ name: String, _ read: (GenesisJSONObject) throws(GenesisJSONError) -> Element
    ) throws(GenesisJSONError) -> [Element] {
        var elements: [Element] = []
        for (index, item) in try items(name).enumerated() {
            elements.append(try read(GenesisJSONObject(item, at: "\(place(name))/\(index)")))
        }
        return elements
    }

    mutating func strings(_ name: String) throws(GenesisJSONError) -> [String] {
        var strings: [String] = []
        for (index, item) in try items(name).enumerated() {
            guard case .string(let text) = item else {
                throw .expected("a string", place: "\(place(name))/\(index)")
            }
            strings.append(text)
        }
        return strings
    }

    mutating func timestamp(_ name: String) throws(GenesisJSONError) -> Timestamp {
        guard let time = Timestamp(text: try string(name)) else {
            throw .expected("a time such as 2026-07-14T05:30:00.000Z", place: place(name))
        }
        return time
    }

    mutating func member(_ name: String) throws(GenesisJSONError) -> MemberID {
        guard let member = MemberID(try string(name)) else {
            throw .expected("1 to 64 of a-z 0-9 . -", place: place(name))
        }
        return member
    }

    mutating func key(_ name: String) throws(GenesisJSONError) -> PublicKey {
        try key(try string(name), at: place(name))
    }

    mutating func keys(_ name: String) throws(GenesisJSONError) -> [PublicKey] {
        var keys: [PublicKey] = []
        for (index, text) in try strings(name).enumerated() {
            keys.append(try key(text, at: "\(place(name))/\(index)"))
        }
        return keys
    }

    mutating func optionalDigest(_ name: String) throws(GenesisJSONError) -> Digest? {
        guard has(name) else { return nil }
        guard let digest = Digest(hex: try string(name)) else {
            throw .expected("64 hexadecimal digits", place: place(name))
        }
        return digest
    }

    private func key(_ text: String, at place: String) throws(GenesisJSONError) -> PublicKey {
        guard let key = PublicKey(text: text) else {
            throw .expected("a key such as ed25519:<base64>", place: place)
        }
        return key
    }

    private mutating func items(_ name: String) throws(GenesisJSONError) -> [PlainJSON] {
        guard case .array(let items) = try take(name) else {
            throw .expected("an array", place: place(name))
        }
        return items
    }

    private func has(_ name: String) -> Bool {
        members.contains { $0.name == name }
    }

    private mutating func take(_ name: String) throws(GenesisJSONError) -> PlainJSON {
        guard isObject else { throw .expected("an object", place: pointer) }
        guard let index = members.firstIndex(where: { $0.name == name }) else {
            throw .expected("this member", place: place(name))
        }
        return members.remove(at: index).value
    }
}
