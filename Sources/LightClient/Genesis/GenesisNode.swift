import EPCIS
import LedgerCore

/// Why `genesis.json` cannot be read, and where.
package struct GenesisFileError: Error, Hashable, Sendable {
    /// RFC 6901.
    package let pointer: String
    /// One English sentence without a full stop.
    package let message: String
}

extension GenesisFileError: CustomStringConvertible {
    package var description: String {
        pointer.isEmpty ? message : "\(pointer): \(message)"
    }
}

/// A value of the file together with its place, so that whatever is wrong can be pointed at.
struct GenesisNode {
    private let value: JSONValue
    private let pointer: String

    init(_ value: JSONValue, at pointer: String = "") {
        self.value = value
        self.pointer = pointer
    }

    func fault(_ message: String) -> GenesisFileError {
        GenesisFileError(pointer: pointer, message: message)
    }

    /// The members of an object, none of which may have another name than these.
    func object(knowing names: [String]) throws(GenesisFileError) -> GenesisFields {
        guard let object = value.object else { throw fault("must be an object") }
        for member in object.members where !names.contains(member.name) {
            throw fault(
                "has no member \"\(member.name)\"; it may have \(names.joined(separator: ", "))")
        }
        return GenesisFields(node: self, object: object, pointer: pointer)
    }

    func list<Element>(
        _ read: (GenesisNode) throws(GenesisFileError) -> Element
    ) throws(GenesisFileError) -> [Element] {
        guard let array = value.array else { throw fault("must be a list") }
        var elements: [Element] = []
        for (index, element) in array.enumerated() {
            elements.append(try read(GenesisNode(element, at: "\(pointer)/\(index)")))
        }
        return elements
    }

    func text() throws(GenesisFileError) -> String {
        guard let text = value.string else { throw fault("must be a text") }
        return text
    }

    func texts() throws(GenesisFileError) -> [String] {
        try list { node throws(GenesisFileError) in try node.text() }
    }

    func flag() throws(GenesisFileError) -> Bool {
        guard let flag = value.bool else { throw fault("must be true or false") }
        return flag
    }

    func unsigned() throws(GenesisFileError) -> UInt64 {
        guard let number = value.number, let whole = UInt64(number.text) else {
            throw fault("must be a whole number from 0 on, written without point or exponent")
        }
        return whole
    }

    func timestamp() throws(GenesisFileError) -> Timestamp {
        guard let time = EventTime(parsing: try text()) else {
            throw fault("must be a time with zone, such as 2026-07-01T00:00:00Z")
        }
        return Timestamp(milliseconds: time.milliseconds)
    }

    func memberID() throws(GenesisFileError) -> MemberID {
        guard let id = MemberID(try text()) else {
            throw fault("must be 1 to 64 of a-z 0-9 . -")
        }
        return id
    }

    func digest() throws(GenesisFileError) -> Digest {
        guard let digest = Digest(hex: try text()) else {
            throw fault("must be 64 hexadecimal digits")
        }
        return digest
    }

    /// `ed25519:` or `p256:` and the bytes of the key in base64.
    func key() throws(GenesisFileError) -> PublicKey {
        let parts = try text().split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = SignatureAlgorithm(keyName: String(parts[0])),
            let bytes = Bytes(base64: String(parts[1])),
            let key = PublicKey(algorithm: algorithm, bytes: bytes)
        else { throw fault("must be \"ed25519:\" or \"p256:\" and a public key in base64") }
        return key
    }
}

/// The members of an object of the file.
struct GenesisFields {
    let node: GenesisNode
    let object: JSONObject
    let pointer: String

    subscript(name: String) -> GenesisNode? {
        object[name].map { GenesisNode($0, at: "\(pointer)/\(name)") }
    }

    func required(_ name: String) throws(GenesisFileError) -> GenesisNode {
        guard let member = self[name] else { throw node.fault("lacks \"\(name)\"") }
        return member
    }
}

extension SignatureAlgorithm {
    /// What the algorithm's keys are called in files.
    var keyName: String {
        switch self {
        case .eddsa: "ed25519"
        case .es256: "p256"
        }
    }

    init?(keyName: String) {
        guard let algorithm = Self.allCases.first(where: { $0.keyName == keyName }) else {
            return nil
        }
        self = algorithm
    }
}
