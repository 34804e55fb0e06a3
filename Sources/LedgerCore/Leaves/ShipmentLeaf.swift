/// A load on its way, by the despatch document of its sender.
///
/// Without a list of what is in it, it has the bytes of its first version.
///
/// Spec: Docs/Spec/MassBalance.md §9.
package struct ShipmentLeaf: Equatable, Sendable {
    package static let sealsMax = 16
    /// Bytes of UTF-8.
    package static let sealBytesMax = 64

    /// Who has the load: its sender at first, then carriers.
    package var carrier: Address
    /// The numbers of the seals that are on it, ascending, each once.
    package private(set) var seals: [String]
    /// Those that stood here when others were found last; none where the seals always were as recorded.
    package private(set) var broken: [String] = []
    /// What is in it.
    package var list = LoadList.none

    package init(carrier: Address, seals: Set<String>) {
        self.carrier = carrier
        self.seals = seals.sorted(by: ShipmentLeaf.precedes)
    }

    /// Records what seals were found on the load.
    package mutating func found(_ seals: Set<String>) {
        guard !has(seals) else { return }
        if !self.seals.isEmpty { broken = self.seals }
        self.seals = seals.sorted(by: ShipmentLeaf.precedes)
    }

    /// Whether these are the seals on record.
    package func has(_ seals: Set<String>) -> Bool { Set(self.seals) == seals }

    /// By their bytes, which are the same on every machine.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

extension ShipmentLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: list.isEmpty ? 1 : 2, fields: list.isEmpty ? 3 : 4)
        writer.value(carrier)
        ShipmentLeaf.write(seals, into: &writer)
        ShipmentLeaf.write(broken, into: &writer)
        if !list.isEmpty { writer.value(list) }
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let version = try reader.leaf(fields: 3, versionMax: 2)
        carrier = try reader.value(Address.self)
        seals = try ShipmentLeaf.seals(from: &reader)
        broken = try ShipmentLeaf.seals(from: &reader)
        if version == 2 { list = try reader.value(LoadList.self) }
    }

    private static func write(_ numbers: [String], into writer: inout CBORWriter) {
        writer.array(count: numbers.count)
        for number in numbers { writer.text(number) }
    }

    private static func seals(from reader: inout CBORReader) throws(CBORError) -> [String] {
        let start = reader.offset
        var seals: [String] = []
        for _ in 0..<(try reader.arrayCount()) {
            seals.append(try reader.text(max: sealBytesMax))
        }
        try reader.require(
            seals.count <= sealsMax
                && zip(seals, seals.dropFirst()).allSatisfy { precedes($0, $1) },
            "at most \(sealsMax) seals in the order of their bytes, each once", at: start)
        return seals
    }
}
