import EPCIS
import NIOCore

/// JSON text of answers.
enum JSONText {
    static func bytes(of value: JSONValue) -> [UInt8] {
        JSONWriter.write(value)
    }

    static func buffer(of value: JSONValue) -> ByteBuffer {
        ByteBuffer(bytes: bytes(of: value))
    }
}
