extension PublicKey {
    /// The key as X.509 writes it, in DER: SubjectPublicKeyInfo.
    ///
    /// Spec: RFC 5280 §4.1.2.7; RFC 8410 §4 (Ed25519); RFC 5480 §2 (P-256).
    package var subjectPublicKeyInfo: Bytes {
        switch algorithm {
        case .eddsa: PublicKey.ed25519Prefix + bytes
        case .es256: PublicKey.p256Prefix + bytes
        }
    }

    /// What a certificate for TLS is pinned by: SHA-256 of the subject public key info.
    package var subjectDigest: Digest { Digest(hashing: subjectPublicKeyInfo) }

    /// SEQUENCE { SEQUENCE { id-Ed25519 }, BIT STRING of 32 bytes }, up to the bytes of the key.
    private static let ed25519Prefix: Bytes = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    /// SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING of 65 bytes }, up to the point.
    private static let p256Prefix: Bytes = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
        0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ]
}
