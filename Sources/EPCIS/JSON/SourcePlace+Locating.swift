extension SourcePlace {
    /// The places of `offsets`, in one pass over the bytes; in the order asked.
    static func locate(_ offsets: [Int], in bytes: ByteWindow) -> [SourcePlace] {
        var places = offsets.map { SourcePlace(offset: $0, line: 1, column: 1) }
        var index = 0
        var line = 1
        var lineStart = 0
        for position in offsets.indices.sorted(by: { offsets[$0] < offsets[$1] }) {
            let end = min(offsets[position], bytes.count)
            while index < end {
                if bytes[index] == 0x0A {
                    line += 1
                    lineStart = index + 1
                }
                index += 1
            }
            places[position].line = line
            places[position].column = offsets[position] - lineStart + 1
        }
        return places
    }
}
