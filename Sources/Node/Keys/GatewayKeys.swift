package import LedgerCore
import Foundation

/// The member keys that this node signs with: files `keys/gateway-<member>.key`, and on a demo chain
/// the derived ones.
package struct GatewayKeys: Sendable {
    private let files: [MemberID: PrivateKey]
    private let demo: DemoKeys?

    /// - Throws: ``KeyFile/Fault`` for a key that cannot be read or lies open.
    package init(directory: String, demo: DemoKeys?) throws {
        self.demo = demo
        var files: [MemberID: PrivateKey] = [:]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for name in names.sorted() {
            guard let member = Self.member(ofFile: name) else { continue }
            files[member] = try KeyFile.read(directory + "/" + name)
        }
        self.files = files
    }

    /// Whether the key is the member's is the ledger's to say; here it is only held.
    package func key(of member: MemberID) -> PrivateKey? {
        files[member] ?? demo?.key(.gateway, member.text)
    }

    package static func fileName(of member: MemberID) -> String {
        "gateway-\(member).key"
    }

    private static func member(ofFile name: String) -> MemberID? {
        guard name.hasPrefix("gateway-"), name.hasSuffix(".key") else { return nil }
        return MemberID(String(name.dropFirst("gateway-".count).dropLast(".key".count)))
    }
}
