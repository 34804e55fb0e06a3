/// The structure of a JSON text as a flat list of nodes over its bytes, in document order.
///
/// A member is two neighbours, its name and its value; a container is followed by its contents. The
/// tape is built once per text and read by index, so that nothing is allocated for a value that
/// nobody asks for, and each value's place in the source is known.
struct JSONTape {
    struct Node {
        /// First byte of the value; of a string or name, the byte after the opening quote.
        var start: UInt32
        /// Past the last byte; of a string or name, the closing quote.
        var end: UInt32
        /// Index of the node after this value and all that is in it; of a name, of its value.
        var next: UInt32
        var kind: Kind
        /// A string or name with at least one backslash.
        var isEscaped: Bool
    }

    enum Kind: UInt8 {
        case object
        case array
        case string
        case number
        case yes
        case no
        case null
        case name
    }

    var nodes: ContiguousArray<Node>
}

/// A tape together with the bytes it describes.
struct JSONSource {
    let bytes: ByteWindow
    let nodes: ContiguousArray<JSONTape.Node>

    @inline(__always)
    func kind(_ index: Int) -> JSONTape.Kind { nodes[index].kind }

    /// The node after the value at `index`; after a name, the node after its value.
    @inline(__always)
    func next(_ index: Int) -> Int {
        let node = nodes[index]
        return node.kind == .name ? Int(nodes[index + 1].next) : Int(node.next)
    }

    /// The contents of a string, name or number, or the whole of another value.
    @inline(__always)
    func contents(_ index: Int) -> Range<Int> {
        let node = nodes[index]
        return Int(node.start)..<Int(node.end)
    }

    @inline(__always)
    func isEscaped(_ index: Int) -> Bool { nodes[index].isEscaped }

    /// The bytes of the value or name, quotes included.
    func sourceRange(_ index: Int) -> Range<Int> {
        let range = contents(index)
        switch kind(index) {
        case .string, .name: return range.lowerBound - 1..<range.upperBound + 1
        default: return range
        }
    }

    /// The decoded text of a string or name.
    func string(_ index: Int) -> String {
        let range = contents(index)
        guard isEscaped(index) else { return bytes.string(range) }
        return String(decoding: JSONEscapes.decode(bytes, range), as: UTF8.self)
    }

    /// How many elements the array at `index` has.
    func elementCount(_ index: Int) -> Int {
        let end = next(index)
        var place = index + 1
        var count = 0
        while place < end {
            place = next(place)
            count += 1
        }
        return count
    }

    /// The node of the member `name` of the object at `index`.
    func member(_ name: StaticString, of index: Int) -> Int? {
        guard kind(index) == .object else { return nil }
        let end = next(index)
        var place = index + 1
        while place < end {
            if nameEquals(place, name) { return place + 1 }
            place = next(place)
        }
        return nil
    }

    private func nameEquals(_ index: Int, _ name: StaticString) -> Bool {
        if isEscaped(index) { return string(index) == name.description }
        let range = contents(index)
        return range.count == name.utf8CodeUnitCount && bytes.starts(range, with: name)
    }

    /// The value at `index` as a tree. Depth is bounded by ``JSONLimits``.
    func value(_ index: Int) -> JSONValue {
        switch kind(index) {
        case .null: return .null
        case .yes: return .bool(true)
        case .no: return .bool(false)
        case .string, .name: return .string(string(index))
        case .number:
            guard let number = ExactDecimal(bytes, contents(index)) else {
                preconditionFailure("the scanner let through a number it cannot hold")
            }
            return .number(number)
        case .array:
            var elements: [JSONValue] = []
            let end = next(index)
            var place = index + 1
            while place < end {
                elements.append(value(place))
                place = next(place)
            }
            return .array(elements)
        case .object:
            var members: [JSONObject.Member] = []
            let end = next(index)
            var place = index + 1
            while place < end {
                members.append(JSONObject.Member(name: string(place), value: value(place + 1)))
                place = next(place)
            }
            return .object(JSONObject(members: members))
        }
    }

    /// Where the node `target` stands. Spec: RFC 6901.
    func pointer(to target: Int) -> String {
        var path = ""
        var container = 0
        while container != target {
            let isObject = kind(container) == .object
            let end = next(container)
            var place = container + 1
            var position = 0
            while place < end, target >= next(place) {
                place = next(place)
                position += 1
            }
            precondition(place < end, "no such node")
            guard isObject else {
                path += "/\(position)"
                container = place
                continue
            }
            path += "/" + JSONPointer.escape(string(place))
            if target == place { break }
            container = place + 1
        }
        return path
    }
}

/// Spec: RFC 6901 §3.
enum JSONPointer {
    static func escape(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else { return name }
        var text = ""
        for character in name.unicodeScalars {
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }
}
