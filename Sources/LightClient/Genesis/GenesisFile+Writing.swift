package import LedgerCore

import EPCIS

extension GenesisFile {
    /// The file for a genesis: two spaces a level, every parameter named.
    package static func write(_ genesis: Genesis) -> Bytes {
        var fields: [(String, JSONValue)] = [
            ("format", .string(format)),
            ("name", .string(genesis.name)),
            ("created", .string(text(genesis.created))),
            ("logOrigin", .string(genesis.logOrigin)),
        ]
        if let seed = genesis.demoSeed { fields.append(("demoSeed", .string(seed))) }
        fields += [
            ("parameters", parameters(genesis.parameters)),
            ("administrators", administrators(genesis.administrators)),
            ("validators", .array(genesis.validators.map(validator))),
            ("members", .array(genesis.members.map(member))),
        ]
        return IndentedJSON.write(object(fields))
    }

    /// The way a key is written in this and other files.
    package static func text(_ key: PublicKey) -> String {
        "\(key.algorithm.keyName):\(key.bytes.base64)"
    }

    private static func text(_ time: Timestamp) -> String {
        // A founding time outside the years 1 to 9999 has no text; the epoch stands in for it, and
        // such a genesis does not survive the way back.
        EventTime(milliseconds: time.milliseconds)?.text ?? "1970-01-01T00:00:00.000Z"
    }

    private static func parameters(_ parameters: ChainParameters) -> JSONValue {
        object(
            ChainParameters.fields.map { ($0.name, number(parameters[keyPath: $0.path])) })
    }

    private static func administrators(_ administrators: Administrators) -> JSONValue {
        object([
            ("keys", texts(administrators.keys.map(text))),
            ("quorum", number(administrators.quorum)),
        ])
    }

    private static func validator(_ validator: GenesisValidator) -> JSONValue {
        var fields: [(String, JSONValue)] = [
            ("name", .string(validator.name.text)),
            ("consensusKey", .string(text(validator.consensusKey))),
            ("logKey", .string(text(validator.logKey))),
            ("cosignerKey", .string(text(validator.cosignerKey))),
        ]
        if let digest = validator.tlsKeyDigest {
            fields.append(("tlsKeyDigest", .string(digest.hex)))
        }
        return object(fields + [("address", .string(validator.address))])
    }

    private static func member(_ member: GenesisMember) -> JSONValue {
        object([
            ("id", .string(member.id.text)),
            ("name", .string(member.name)),
            ("roles", texts(member.roles)),
            ("scope", scope(member.scope)),
            (
                "keys",
                .array(
                    member.keys.map { key in
                        object([
                            ("key", .string(text(key.key))),
                            (
                                "holder",
                                .string(key.holder == .gateway ? "gateway" : "member")
                            ),
                        ])
                    })
            ),
        ])
    }

    private static func scope(_ scope: MemberScope) -> JSONValue {
        let lists = [
            ("companyPrefixes", scope.companyPrefixes),
            ("locationNumbers", scope.locationNumbers),
            ("uriPrefixes", scope.uriPrefixes),
        ]
        let everything: [(String, JSONValue)] =
            scope.isEverything ? [("everything", .bool(true))] : []
        return object(
            everything + lists.filter { !$0.1.isEmpty }.map { ($0.0, texts($0.1)) })
    }

    private static func object(_ fields: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members: fields.map { JSONObject.Member(name: $0.0, value: $0.1) }))
    }

    private static func texts(_ texts: [String]) -> JSONValue {
        .array(texts.map(JSONValue.string))
    }

    private static func number(_ value: UInt64) -> JSONValue {
        .number(ExactDecimal(coefficient: Int128(value)))
    }
}
