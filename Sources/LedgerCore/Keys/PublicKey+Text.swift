/// A public key as people and files write it: the algorithm, a colon, base64.
extension PublicKey {
    /// Such as `ed25519:11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=`.
    package var text: String { "\(algorithm.label):\(bytes.base64)" }

    /// Nil for any other text.
    package init?(text: String) {
        guard let colon = text.firstIndex(of: ":"),
            let algorithm = SignatureAlgorithm.allCases.first(where: { $0.label == text[..<colon] }
            ),
            let bytes = Bytes(base64: String(text[text.index(after: colon)...]))
        else { return nil }
        self.init(algorithm: algorithm, bytes: bytes)
    }
}

extension SignatureAlgorithm {
    fileprivate var label: String {
        switch self {
        case .eddsa: "ed25519"
        case .es256: "p256"
        }
    }
}
