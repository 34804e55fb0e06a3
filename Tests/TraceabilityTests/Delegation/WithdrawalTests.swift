import LedgerCore
import Testing
import Traceability

/// Delegations end: Docs/Spec/Rules.md §14.
struct WithdrawalTests {
    private let first = "urn:uuid:00000000-0000-4000-8000-000000000001"
    private let second = "urn:uuid:00000000-0000-4000-8000-000000000002"
    private let declaration = EventText.declaration

    @Test func `it is withdrawn once, by who confirmed it, and can be confirmed again`() throws {
        var world = try World.delegating()
        try world.done(DelegationText.confirm(), by: "farm")

        let foreign = try world.refusal(DelegationText.withdraw(), by: "farm-2")
        try world.done(DelegationText.withdraw(), by: "farm")
        let height = world.height
        let again = try world.refusal(DelegationText.withdraw(id: second), by: "farm")
        let withdrawn = try world.delegation("farm", to: "coop")
        try world.done(DelegationText.confirm(id: first), by: "farm")

        #expect(foreign.code == "delegation.not_confirmed")
        #expect(again.code == "delegation.not_confirmed")
        #expect(withdrawn?.withdrawnFrom == height)
        #expect(try world.delegation("farm", to: "coop")?.withdrawnFrom == nil)
    }

    @Test func `an error declaration of the confirmation withdraws it`() throws {
        var world = try World.delegating()
        try world.done(DelegationText.confirm(id: first), by: "farm")

        try world.done(DelegationText.confirm(id: first, extra: declaration), by: "farm")

        #expect(try world.standIn(first) == .confirmed(World.id("coop")))
        #expect(try world.delegation("farm", to: "coop")?.withdrawnFrom == world.height)
    }

    @Test func `a later confirmation stands when the one before was an error`() throws {
        var world = try World.delegating()
        try world.done(DelegationText.confirm(id: first), by: "farm")
        try world.done(DelegationText.confirm(id: second), by: "farm")

        try world.done(DelegationText.confirm(id: first, extra: declaration), by: "farm")

        #expect(try world.delegation("farm", to: "coop")?.withdrawnFrom == nil)
    }

    @Test func `a withdrawal stays, whatever its error declaration leaves out`() throws {
        var world = try World.delegating()
        try world.done(DelegationText.confirm(), by: "farm")
        try world.done(DelegationText.withdraw(id: first), by: "farm")

        let whole = try world.refusal(
            DelegationText.withdraw(id: first, extra: declaration), by: "farm")
        let bare = try world.refusal(
            EventText.object(
                "OBSERVE", "storing", items: ["https://daftar.tj/member/coop"], id: first,
                extra: declaration), by: "farm")

        #expect(whole.code == "declaration.not_supported")
        #expect(bare.code == "declaration.not_supported")
        #expect(try world.delegation("farm", to: "coop")?.withdrawnFrom != nil)
    }

    @Test func `one farm's delegation is no other's`() throws {
        var world = try World.delegating()
        try world.done(DelegationText.confirm(), by: "farm")
        try world.done(DelegationText.confirm("coop", id: second), by: "processor")

        try world.done(DelegationText.withdraw(), by: "farm")

        #expect(try world.delegation("processor", to: "coop")?.withdrawnFrom == nil)
        #expect(try world.delegation("coop", to: "farm") == nil)
    }
}
