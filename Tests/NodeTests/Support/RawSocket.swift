import Glibc

@testable import Node

/// A TCP connection to this machine on which anything can be said, or nothing.
final class RawSocket: Sendable {
    private let descriptor: CInt

    struct Failure: Error {
        let call: String
        let number: CInt
    }

    init(port: Int) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket", number: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, size)
            }
        }
        // What is thrown from here on ends with `deinit`, which closes.
        guard result == 0 else { throw Failure(call: "connect", number: errno) }
    }

    deinit { close(descriptor) }

    /// Whether the bytes went away; not when the other side has hung up.
    @discardableResult
    func say(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes {
            send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) == $0.count
        }
    }

    /// What comes until the other side hangs up; nil when it has not within the time.
    func hears(untilClosedWithin milliseconds: Int32) async -> [UInt8]? {
        let descriptor = descriptor
        return try? await EngineThread.value(name: "socket") {
            var (heard, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4_096))
            let end = ContinuousClock.now + .milliseconds(Int(milliseconds))
            while ContinuousClock.now < end {
                var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&event, 1, 20) > 0 else { continue }
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count <= 0 { return heard }
                heard += buffer.prefix(count)
            }
            throw Failure(call: "poll", number: ETIMEDOUT)
        }
    }
}
