package import LedgerCore

import EPCIS

/// `genesis.json`: a genesis as people read and write it.
///
/// The chain is named by the canonical CBOR, never by this text: spaces and the order of members
/// change nothing. Every member must be known and stand once; parameters that are left out have the
/// defaults of `ChainParameters`.
///
/// Spec: Docs/Spec/Encoding.md §8.
package enum GenesisFile {
    static let format = "daftar/genesis/v1"

    /// Reads the file.
    ///
    /// - Throws: what is wrong first, with its place.
    package static func read(_ json: Bytes) throws(GenesisFileError) -> Genesis {
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONValue(parsing: json, limits: JSONLimits(bytesMax: 16 << 20))
        } catch {
            throw GenesisFileError(
                pointer: error.pointer,
                message: "line \(error.place.line), column \(error.place.column): "
                    + error.reason.sentence)
        }
        return try genesis(GenesisNode(root))
    }

    private static func genesis(_ node: GenesisNode) throws(GenesisFileError) -> Genesis {
        let fields = try node.object(knowing: [
            "format", "name", "created", "parameters", "validators", "administrators", "members",
            "logOrigin", "demoSeed",
        ])
        let written = try fields.required("format")
        guard try written.text() == format else { throw written.fault("must be \"\(format)\"") }
        let name = try fields.required("name").text()
        let created = try fields.required("created").timestamp()
        let parameters = try parameters(fields["parameters"])
        let validators = try fields.required("validators").list(validator)
        let administrators = try administrators(fields.required("administrators"))
        let members = try fields["members"]?.list(member) ?? []
        let logOrigin = try fields.required("logOrigin").text()
        let demoSeed = try fields["demoSeed"]?.text()
        do throws(GenesisFault) {
            return try Genesis(
                name: name, created: created, parameters: parameters, validators: validators,
                administrators: administrators, members: members, logOrigin: logOrigin,
                demoSeed: demoSeed)
        } catch {
            throw node.fault("nothing can be founded on this: \(error)")
        }
    }

    private static func parameters(
        _ node: GenesisNode?
    ) throws(GenesisFileError) -> ChainParameters {
        var parameters = ChainParameters()
        guard let node else { return parameters }
        let fields = try node.object(knowing: ChainParameters.fields.map(\.name))
        for (name, path) in ChainParameters.fields {
            if let value = try fields[name]?.unsigned() { parameters[keyPath: path] = value }
        }
        return parameters
    }

    private static func administrators(
        _ node: GenesisNode
    ) throws(GenesisFileError) -> Administrators {
        let fields = try node.object(knowing: ["keys", "quorum"])
        return Administrators(
            keys: try fields.required("keys").list { node throws(GenesisFileError) in
                try node.key()
            },
            quorum: try fields["quorum"]?.unsigned())
    }

    private static func validator(
        _ node: GenesisNode
    ) throws(GenesisFileError) -> GenesisValidator {
        let fields = try node.object(knowing: [
            "name", "consensusKey", "logKey", "cosignerKey", "tlsKeyDigest", "address",
        ])
        return GenesisValidator(
            name: try fields.required("name").memberID(),
            consensusKey: try fields.required("consensusKey").key(),
            logKey: try fields.required("logKey").key(),
            cosignerKey: try fields.required("cosignerKey").key(),
            tlsKeyDigest: try fields["tlsKeyDigest"]?.digest(),
            address: try fields["address"]?.text() ?? "")
    }

    private static func member(_ node: GenesisNode) throws(GenesisFileError) -> GenesisMember {
        let fields = try node.object(knowing: ["id", "name", "roles", "scope", "keys"])
        return GenesisMember(
            id: try fields.required("id").memberID(),
            name: try fields.required("name").text(),
            roles: try fields["roles"]?.texts() ?? [],
            scope: try scope(fields["scope"]),
            keys: try fields["keys"]?.list(memberKey) ?? [])
    }

    private static func scope(_ node: GenesisNode?) throws(GenesisFileError) -> MemberScope {
        guard let node else { return .nothing }
        let fields = try node.object(knowing: [
            "everything", "companyPrefixes", "locationNumbers", "uriPrefixes",
        ])
        return MemberScope(
            isEverything: try fields["everything"]?.flag() ?? false,
            companyPrefixes: try fields["companyPrefixes"]?.texts() ?? [],
            locationNumbers: try fields["locationNumbers"]?.texts() ?? [],
            uriPrefixes: try fields["uriPrefixes"]?.texts() ?? [])
    }

    private static func memberKey(_ node: GenesisNode) throws(GenesisFileError) -> MemberKey {
        let fields = try node.object(knowing: ["key", "holder"])
        let holder = try fields.required("holder")
        let key = try fields.required("key").key()
        switch try holder.text() {
        case "member": return MemberKey(key: key, holder: .member)
        case "gateway": return MemberKey(key: key, holder: .gateway)
        default: throw holder.fault("must be \"member\" or \"gateway\"")
        }
    }
}

extension ChainParameters {
    /// By the name each has in the file.
    static var fields: [(name: String, path: WritableKeyPath<ChainParameters, UInt64>)] {
        [
            ("contentBytesMax", \.contentBytesMax),
            ("blockBytesMax", \.blockBytesMax),
            ("blockTransactionsMax", \.blockTransactionsMax),
            ("blockIntervalMinMilliseconds", \.blockIntervalMinMilliseconds),
            ("precisionMilliseconds", \.precisionMilliseconds),
            ("messageDelayMilliseconds", \.messageDelayMilliseconds),
            ("expiryAheadMaxMilliseconds", \.expiryAheadMaxMilliseconds),
            ("captureEventsMax", \.captureEventsMax),
        ]
    }
}
