/// The lot part of a GS1 identifier: up to 20 characters of the set that AI (10) allows.
///
/// Spec: GS1 General Specifications §3.4.4 (AI 10), §7.11 (character set 82).
enum LotNumber {
    static let lengthMax = 20

    private static let signs = Set("!\"%&'()*+,-./:;<=>?_")

    static func allows(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || signs.contains(character))
    }

    enum Judgement: Hashable {
        case usable
        /// The same number with one hyphen for each run of blanks, which AI (10) lacks.
        case usableAs(String)
        case unusable(String)
    }

    static func judge(_ text: String) -> Judgement {
        let joined = text.split(separator: " ").filter { $0 != "-" }.joined(separator: "-")
        guard joined.count <= lengthMax else {
            return .unusable("longer than the \(lengthMax) characters of a GS1 lot number")
        }
        guard joined.allSatisfy(allows) else {
            return .unusable("has characters that a GS1 lot number cannot hold")
        }
        return joined == text ? .usable : .usableAs(joined)
    }

    /// As it stands in a Digital Link path.
    static func percentEncoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                scalar.properties.isAlphabetic
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "_")
            if isPlain {
                encoded.unicodeScalars.append(scalar)
            } else {
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
