/// The form of a genesis that people read and edit.
///
/// It has no hash of its own: the chain is named by the canonical bytes of the value that it spells.
///
/// Spec: Docs/Spec/Encoding.md §8.
extension Genesis {
    /// The JSON form, indented, with a line feed at the end.
    package var json: String { genesisObject.text + "\n" }

    /// Reads the JSON form; unknown members and every missing one are refused.
    package init(json: Bytes) throws(GenesisJSONError) {
        var object = GenesisJSONObject(try PlainJSONReader.read(json), at: "")
        let name = try object.string("name")
        let created = try object.timestamp("created")
        let logOrigin = try object.string("logOrigin")
        let demoSeed = try object.optionalString("demoSeed")
        let parameters = try ChainParameters(json: object.object("parameters"))
        let validators = try object.objects("validators", ValidatorRecord.init(json:))
        let administrators = try Administrators(json: object.object("administrators"))
        let members = try object.objects("members", GenesisMember.init(json:))
        try object.finish()
        do throws(GenesisFault) {
            try self.init(
                name: name, created: created, parameters: parameters, validators: validators,
                administrators: administrators, members: members, logOrigin: logOrigin,
                demoSeed: demoSeed)
        } catch {
            throw .unsound(error)
        }
    }

    private var genesisObject: PlainJSON {
        .object(
            [
                ("name", .string(name)),
                ("created", .string(created.text)),
                ("logOrigin", .string(logOrigin)),
            ]
                + (demoSeed.map { [("demoSeed", .string($0))] } ?? [])
                + [
                    ("parameters", parameters.json),
                    ("validators", .array(validators.map(\.json))),
                    ("administrators", administrators.json),
                    ("members", .array(members.map(\.json))),
                ])
    }
}

extension ChainParameters {
    fileprivate var json: PlainJSON {
        .object(ChainParameters.all.map { ($0.name, .integer(self[keyPath: $0.path])) })
    }

    fileprivate init(json object: GenesisJSONObject) throws(GenesisJSONError) {
        var object = object
        self.init()
        for (name, path) in ChainParameters.all {
            self[keyPath: path] = try object.integer(name)
        }
        try object.finish()
    }
}

extension ValidatorRecord {
    fileprivate var json: PlainJSON {
        .object(
            [
                ("name", .string(name.text)),
                ("consensusKey", .string(consensusKey.text)),
                ("logKey", .string(logKey.text)),
                ("cosignerKey", .string(cosignerKey.text)),
            ]
                + (tlsKeyDigest.map { [("tlsKeyDigest", .string($0.hex))] } ?? [])
                + [("address", .string(address))])
    }

    fileprivate init(json object: GenesisJSONObject) throws(GenesisJSONError) {
        var object = object
        self.init(
            name: try object.member("name"), consensusKey: try object.key("consensusKey"),
            logKey: try object.key("logKey"), cosignerKey: try object.key("cosignerKey"),
            tlsKeyDigest: try object.optionalDigest("tlsKeyDigest"),
            address: try object.string("address"))
        try object.finish()
    }
}

extension Administrators {
    fileprivate var json: PlainJSON {
        .object([
            ("quorum", .integer(quorum)), ("keys", .array(keys.map { .string($0.text) })),
        ])
    }

    fileprivate init(json object: GenesisJSONObject) throws(GenesisJSONError) {
        var object = object
        self.init(keys: try object.keys("keys"), quorum: try object.integer("quorum"))
        try object.finish()
    }
}

extension GenesisMember {
    fileprivate var json: PlainJSON {
        .object([
            ("id", .string(id.text)),
            ("name", .string(name)),
            ("roles", .array(roles.map { .string($0) })),
            ("scope", scope.json),
            ("keys", .array(keys.map(\.json))),
        ])
    }

    fileprivate init(json object: GenesisJSONObject) throws(GenesisJSONError) {
        var object = object
        self.init(
            id: try object.member("id"), name: try object.string("name"),
            roles: try object.strings("roles"),
            scope: try MemberScope(json: object.object("scope")),
            keys: try object.objects("keys", MemberKey.init(json:)))
        try object.finish()
    }
}

extension MemberScope {
    fileprivate var json: PlainJSON {
        .object([
            ("everything", .bool(isEverything)),
            ("companyPrefixes", .array(companyPrefixes.map { .string($0) })),
            ("locationNumbers", .array(locationNumbers.map { .string($0) })),
            ("uriPrefixes", .array(uriPrefixes.map { .string($0) })),
        ])
    }

    fileprivate init(json object: GenesisJSONObject) throws(GenesisJSONError) {
        var object = object
        self.init(
            isEverything: try object.bool("everything"),
            companyPrefixes: try object.strings("companyPrefixes"),
            locationNumbers: try object.strings("locationNumbers"),
            uriPrefixes: try object.strings("uriPrefixes"))
        try object.finish()
    }
}

extension MemberKey {
    fileprivate var json: PlainJSON {
        .object([
            ("key", .string(key.text)),
            ("holder", .string(holder == .member ? "member" : "gateway")),
        ])
    }

    fileprivate init(json object: GenesisJSONObject) throws(GenesisJSONError) {
        var object = object
        let key = try object.key("key")
        switch try object.string("holder") {
        case "member": self.init(key: key, holder: .member)
        case "gateway": self.init(key: key, holder: .gateway)
        default: throw .expected("member or gateway", place: object.place("holder"))
        }
        try object.finish()
    }
}
