import Glibc

/// Whether somebody listens on a port of this machine.
enum PortProbe {
    enum State: Equatable {
        case free
        case taken
        case unknown(String)
    }

    /// - Parameter host: an IPv4 address in numbers.
    static func state(host: String, port: Int) -> State {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return .unknown(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            return .unknown("“\(host)” is no IPv4 address in numbers")
        }
        let answer = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if answer == 0 { return .taken }
        return errno == ECONNREFUSED ? .free : .unknown(String(cString: strerror(errno)))
    }
}
