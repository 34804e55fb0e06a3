/// Whether a document can have a private field, a list of private names or a commitment, told from its bytes
/// alone: much quicker than walking over it, and sometimes yes where there is none.
///
/// A name in full is a namespace and the rest put together. So a name of ours ends with a word that stands
/// whole in the bytes, or a namespace ends within that word.
///
/// Spec: Docs/Spec/Sealing.md §1.
enum PrivateWords {
    private static let words = (PrivateNames.always + [PrivateNames.list, SealedField.name]).map {
        Array($0.utf8.suffix(while: { $0 != UInt8(ascii: "/") }))
    }
    private static let firsts = Set(words.compactMap(\.first))
    /// By two bytes that follow each other: whether a word begins with them, so that few places are looked
    /// at twice.
    private static let beginnings: [Bool] = {
        var beginnings = [Bool](repeating: false, count: 1 << 16)
        for word in words { beginnings[pair(word[0], word[1])] = true }
        return beginnings
    }()

    private static func pair(_ first: UInt8, _ second: UInt8) -> Int {
        Int(first) << 8 | Int(second)
    }

    /// - Parameter bytes: of a document whose prefixes are all declared in it.
    static func mayStand(in bytes: [UInt8]) -> Bool {
        beginnings.withUnsafeBufferPointer { beginnings in
            bytes.withUnsafeBufferPointer { bytes in
                var place = 0
                while place + 1 < bytes.count {
                    let (byte, next) = (bytes[place], bytes[place + 1])
                    // What is escaped can be any word.
                    if byte == UInt8(ascii: "\\") { return true }
                    if beginnings[pair(byte, next)], isWord(at: place, of: bytes) { return true }
                    if byte == UInt8(ascii: "/"), endsVocabulary(place, of: bytes),
                        firsts.contains(next)
                    {
                        return true
                    }
                    place += 1
                }
                return false
            }
        }
    }

    private static func isWord(at place: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        words.contains { word in bytes[place...].starts(with: word) }
    }

    /// Whether a slash is the last of `…/voc/`.
    private static func endsVocabulary(_ place: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        place >= 4 && bytes[(place - 4)..<place].elementsEqual("/voc".utf8)
    }
}

extension BidirectionalCollection {
    /// The longest end of which every element holds.
    fileprivate func suffix(while holds: (Element) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, holds(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
