/// Which extension members are private, by their names in full, and who else may read each.
///
/// Some are private always; a document adds others in a member `https://daftar.tj/voc/private`, of
/// its own or of an event.
///
/// Spec: Docs/Spec/Sealing.md §1.
struct PrivateNames: Sendable {
    /// The readers that a document named for each; empty for the owner alone.
    private var readers: [String: [String]]

    static let list = "https://daftar.tj/voc/private"
    /// What is private without being listed.
    static let always = ["contract", "note", "person", "phone", "price"].map {
        "https://daftar.tj/voc/" + $0
    }

    init() {
        readers = Dictionary(uniqueKeysWithValues: Self.always.map { ($0, []) })
    }

    func contains(_ name: String) -> Bool { readers[name] != nil }

    func readers(of name: String) -> [String] { readers[name] ?? [] }

    mutating func add(_ name: String, readers parties: [String]) {
        readers[name] = parties
    }
}
