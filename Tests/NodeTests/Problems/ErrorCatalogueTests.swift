import EPCIS
import Foundation
import Query
import Testing
import Traceability

@testable import Node

struct ErrorCatalogueTests {
    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Docs/Errors.md")

    /// With `DAFTAR_RECORD` set, the file is written anew and the test fails, so that the difference
    /// is looked at.
    @Test func `Docs/Errors.md is the catalogue`() throws {
        if ProcessInfo.processInfo.environment["DAFTAR_RECORD"] != nil {
            try Data(ErrorCatalogue.markdown.utf8).write(to: Self.file)
            Issue.record("Docs/Errors.md was recorded: review it")
        }

        #expect(try String(contentsOf: Self.file, encoding: .utf8) == ErrorCatalogue.markdown)
    }

    @Test func `every code of the reader, the rules and the surface stands once`() {
        let codes = ErrorCatalogue.entries.map(\.code)
        let defined =
            Violation.Code.allCases.map(\.rawValue) + RuleCode.allCases.map(\.rawValue)
            + ProblemCatalogue.own.map(\.code)

        #expect(Set(codes).count == codes.count)
        #expect(Set(defined).subtracting(codes) == [])
    }

    @Test func `every code has a status, a meaning and a way out`() {
        for entry in ErrorCatalogue.entries {
            #expect(ProblemCatalogue.kind(of: entry.code) != nil, "\(entry.code)")
            #expect(entry.meaning.hasSuffix("."), "\(entry.code)")
            #expect(entry.remedy.hasSuffix("."), "\(entry.code)")
        }
    }

    @Test func `every code of a query stands in it`() {
        let errors: [EventQueryError] = [
            .unknownParameter("x"), .repeatedParameter("x"),
            .badValue(parameter: "x", value: "y", expected: "z"), .twoLimits, .limitWithoutOrder,
            .patternNotSupported(parameter: "x", value: "y"), .badPageToken, .tooManyEvents(max: 1),
        ]

        #expect(Set(errors.map(\.code)).subtracting(ErrorCatalogue.entries.map(\.code)) == [])
    }
}
