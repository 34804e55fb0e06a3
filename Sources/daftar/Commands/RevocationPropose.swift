import ArgumentParser
import LedgerCore
import Traceability

/// Certificates of issuers that are gone or cannot be trusted, as a file for the administrators.
///
/// Spec: Docs/Spec/MassBalance.md §14.
extension NetworkPropose {
    struct RevokeCertificate: ReportingCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke-certificate",
            abstract: "A certificate is worth nothing from a height on.",
            discussion: """
                For one whose issuer is gone or cannot be trusted; others are revoked by who issued \
                them. It cannot be taken back.
                """)

        @OptionGroup var options: ProposeOptions
        @OptionGroup var output: OutputOptions

        @Argument(help: "The member who issued it.") var issuer: String
        @Argument(help: "Its number.") var number: String

        @Option(name: .long, help: "The first height at which it is worth nothing.")
        var from: UInt64
        @Option(name: .long, help: "Why; everybody who checks the certificate reads it.")
        var reason: String

        func perform(_ terminal: Terminal) async throws {
            let certificate = CertificateReference(
                issuer: try memberID(issuer), number: number)
            try options.draft(
                [.revokeCertificate(certificate, reason: reason, from: Height(from))], terminal)
        }
    }
}
