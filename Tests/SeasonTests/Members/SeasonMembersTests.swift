import Testing

@testable import Season

@Suite struct SeasonMembersTests {
    private let members = SeasonMembers().all

    @Test func `everybody has a name of its own in the registry`() {
        #expect(Set(members.map(\.id)).count == members.count)
        #expect(members.allSatisfy { $0.id.wholeMatch(of: /[a-z0-9.-]{1,64}/) != nil })
    }

    @Test func `no company prefix is the beginning of another`() {
        let prefixes = members.compactMap(\.prefix).map(\.digits)

        #expect(Set(prefixes).count == prefixes.count)
        #expect(prefixes.allSatisfy { $0.count == 9 })
    }

    @Test func `companies of Tajikistan have its prefix, those abroad the one for examples`() {
        for member in members {
            guard let prefix = member.prefix else { continue }
            let expected = member.place.country == "TJ" ? "488" : "952"
            #expect(prefix.digits.hasPrefix(expected), "\(member.id)")
        }
    }

    @Test func `every name stands in three languages`() {
        for member in members {
            let names = [member.name.tajik, member.name.russian, member.name.english]
            #expect(names.allSatisfy { !$0.isEmpty })
            #expect(member.name.english.unicodeScalars.allSatisfy { $0.value < 0x2100 })
        }
        #expect(Set(members.map(\.name.english)).count == members.count)
    }
}
