/// What a laboratory found.
package enum TestResult: String, Hashable, Sendable, CaseIterable {
    case passed, failed
}

extension TestResult: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.text(rawValue)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        let offset = reader.offset
        guard let result = TestResult(rawValue: try reader.text(max: 16)) else {
            throw CBORError(.invalid("a test result"), at: offset)
        }
        self = result
    }
}

/// A test of a lot that still stands.
///
/// Spec: Docs/Spec/MassBalance.md §14.
package struct LotTest: Hashable, Sendable {
    package let certificate: CertificateReference
    package let result: TestResult

    package init(_ certificate: CertificateReference, _ result: TestResult) {
        self.certificate = certificate
        self.result = result
    }
}

extension LotTest: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 2)
        writer.value(certificate)
        writer.value(result)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 2)
        certificate = try reader.value(CertificateReference.self)
        result = try reader.value(TestResult.self)
    }
}

extension LotLeaf {
    /// Tests that are kept; older ones are forgotten.
    package static let testsMax = 16

    /// The test that closes the lot; nil while it is open.
    package var failure: CertificateReference? {
        tests.last.flatMap { $0.result == .failed ? $0.certificate : nil }
    }

    /// Adds a result, from the first failure on.
    package mutating func add(_ test: LotTest) {
        guard test.result == .failed || !tests.isEmpty else { return }
        tests.append(test)
        if tests.count > LotLeaf.testsMax { tests.removeFirst() }
    }

    /// Forgets a test that was revoked.
    package mutating func removeTest(_ certificate: CertificateReference) {
        tests.removeAll { $0.certificate == certificate }
    }
}
