import Glibc
import NIOCore

/// Where connections come from, as far as they are counted together.
///
/// Who has one IPv6 address has 2⁶⁴ of them, so there the network counts.
struct ConnectionSource: Hashable, Sendable {
    /// Four octets, or the first eight of sixteen; none for a socket without an address.
    private let network: [UInt8]

    /// - Parameter address: nil for a socket without one: all of these are counted together.
    init(_ address: SocketAddress?) {
        let text = address?.ipAddress ?? ""
        if let octets = Self.octets(of: text, AF_INET, count: 4) {
            network = octets
        } else if let octets = Self.octets(of: text, AF_INET6, count: 16) {
            // ::ffff:a.b.c.d is an IPv4 address.
            let isMapped =
                octets[..<10].allSatisfy { $0 == 0 } && octets[10..<12].allSatisfy { $0 == 255 }
            network = isMapped ? Array(octets[12...]) : Array(octets[..<8])
        } else {
            network = []
        }
    }

    private static func octets(of text: String, _ family: CInt, count: Int) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &octets) == 1 ? octets : nil
    }
}
