import EPCIS
package import LedgerCore

/// A genesis file in which something is left out: a ledger to start from.
///
/// What is missing is written in, keys are made; then the file is read as every genesis file is, so
/// there is one strict reader. A validator without keys gets its four, an administrator named under
/// `names` one, a member without `keys` one that the gateway holds. What else is missing has its
/// default.
///
/// Three digits in place of a key say that an organisation has to fill it in. Nothing but a demo, a
/// rehearsal whose keys everybody can derive, is founded while one is left.
///
/// Spec: GenesisConfig/README.md; GenesisConfig/genesis.schema.json.
package struct GenesisTemplate {
    private var root: JSONObject

    /// - Throws: `.syntax` where the bytes are no strict JSON.
    package init(json bytes: Bytes) throws(GenesisJSONError) {
        do throws(JSONError) {
            let value = try JSONValue(parsing: bytes, limits: JSONLimits(bytesMax: 16 << 20))
            // What is no object stays empty here; reading says what is missing.
            root = value.object ?? JSONObject()
        } catch {
            throw .syntax(expected: error.reason.sentence, offset: error.place.offset)
        }
        // For editors only.
        root["$schema"] = nil
    }

    /// Makes a chain of the template.
    ///
    /// - Parameters:
    ///   - moment: of founding, where the template names none.
    ///   - demoSeed: makes a demo of it, in place of what the template says.
    ///   - random: 32 bytes from the system's generator, others each time; not asked on a demo.
    package func found(
        at moment: Timestamp, demoSeed: String? = nil, random: @escaping () -> Bytes
    ) throws(GenesisJSONError) -> FoundedChain {
        var root = root
        if let demoSeed { root["demoSeed"] = .string(demoSeed) }
        root.add("created", .string(moment.text))
        root.add("members", .array([]))
        var maker = KeyMaker(demoSeed: root["demoSeed"]?.string, random: random)
        root.edit("parameters", Self.completeParameters)
        root.editEach("validators") { Self.completeValidator(&$0, &maker) }
        root.edit("administrators") { Self.completeAdministrators(&$0, &maker) }
        root.editEach("members") { Self.completeMember(&$0, &maker) }
        let genesis = try Genesis(json: JSONWriter.write(.object(root)))
        return FoundedChain(genesis: genesis, secrets: maker.made)
    }

    /// With the defaults as the file of any chain writes them.
    private static func completeParameters(_ parameters: inout JSONObject) {
        guard let file = defaults, let written = try? JSONValue(parsing: Array(file.json.utf8)),
            let values = written["parameters"]?.object
        else { preconditionFailure("a genesis of our own has parameters") }
        for member in values.members { parameters.add(member.name, member.value) }
    }

    private static var defaults: Genesis? {
        let keys = DemoKeys(seed: DemoKeys.standardSeed)
        guard let name = MemberID("node-0") else { return nil }
        return try? Genesis(
            name: "defaults", created: Timestamp(milliseconds: 0),
            validators: [keys.validator(name, address: "")],
            administrators: Administrators(keys: [keys.key(.administrator, "a").publicKey]),
            logOrigin: "ledger.example/defaults", demoSeed: DemoKeys.standardSeed)
    }

    private static func completeValidator(_ validator: inout JSONObject, _ maker: inout KeyMaker) {
        validator.add("address", .string(""))
        let keys = ["consensusKey", "logKey", "cosignerKey"]
        if maker.isOfDemo { validator.removePlaceholders(keys + ["tlsKeyDigest"]) }
        guard let name = validator["name"]?.string,
            keys.allSatisfy({ validator[$0] == nil })
        else { return }
        for (key, purpose) in zip(keys, [DemoKeys.Purpose.consensus, .log, .cosigner]) {
            validator[key] = .string(maker.make(purpose, name).text)
        }
        guard validator["tlsKeyDigest"] == nil else { return }
        validator["tlsKeyDigest"] = .string(maker.make(.tls, name).subjectDigest.hex)
    }

    private static func completeAdministrators(
        _ administrators: inout JSONObject, _ maker: inout KeyMaker
    ) {
        var names = (administrators["names"]?.array ?? []).compactMap(\.string)
        administrators["names"] = nil
        if maker.isOfDemo, let keys = administrators["keys"]?.array {
            administrators["keys"] = .array(keys.filter { !$0.isPlaceholder })
            names += keys.filter(\.isPlaceholder).compactMap(\.string)
        }
        let made = names.map { JSONValue.string(maker.make(.administrator, $0).text) }
        let keys = (administrators["keys"]?.array ?? []) + made
        administrators["keys"] = .array(keys)
        administrators.add("quorum", number(Administrators.quorumMin(of: keys.count)))
    }

    private static func completeMember(_ member: inout JSONObject, _ maker: inout KeyMaker) {
        member.add("roles", .array([]))
        member.edit("scope") { scope in
            scope.add("everything", .bool(false))
            for list in ["companyPrefixes", "locationNumbers", "uriPrefixes"] {
                scope.add(list, .array([]))
            }
        }
        guard let name = member["id"]?.string else { return }
        guard member["keys"] != nil else {
            member["keys"] = .array([key(maker.make(.gateway, name), heldBy: "gateway")])
            return
        }
        guard maker.isOfDemo, let keys = member["keys"]?.array,
            keys.contains(where: { $0["key"]?.isPlaceholder == true })
        else { return }
        let named = keys.filter { $0["key"]?.isPlaceholder != true }
        member["keys"] = .array(named + [key(maker.make(.member, name), heldBy: "member")])
    }

    private static func key(_ key: PublicKey, heldBy holder: String) -> JSONValue {
        .object(
            JSONObject(members: [
                .init(name: "key", value: .string(key.text)),
                .init(name: "holder", value: .string(holder)),
            ]))
    }

    private static func number(_ value: UInt64) -> JSONValue {
        .number(ExactDecimal(coefficient: Int128(value)))
    }
}

extension JSONValue {
    /// Three digits: to be filled in by an organisation.
    fileprivate var isPlaceholder: Bool {
        guard let text = string?.utf8 else { return false }
        return text.count == 3 && text.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension JSONObject {
    fileprivate mutating func removePlaceholders(_ names: [String]) {
        for name in names where self[name]?.isPlaceholder == true { self[name] = nil }
    }

    /// Writes a member in where there is none.
    fileprivate mutating func add(_ name: String, _ value: JSONValue) {
        if self[name] == nil { self[name] = value }
    }

    /// Edits an object, an empty one where there is none. What is no object stays as it is, and is
    /// refused when the file is read.
    fileprivate mutating func edit(_ name: String, _ body: (inout JSONObject) -> Void) {
        guard var object = (self[name] ?? .object(JSONObject())).object else { return }
        body(&object)
        self[name] = .object(object)
    }

    fileprivate mutating func editEach(_ name: String, _ body: (inout JSONObject) -> Void) {
        guard let elements = self[name]?.array else { return }
        self[name] = .array(
            elements.map { element in
                guard var object = element.object else { return element }
                body(&object)
                return .object(object)
            })
    }
}
