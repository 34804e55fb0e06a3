import LedgerCore
import Testing
import Traceability

/// A state is founded on a genesis.
struct GenesisStateTests {
    @Test func `members, keys, parties and parameters are there`() throws {
        let world = try World()
        let farm = World.id("farm")

        #expect(try Registry.member(farm, in: world.state)?.roles == [.farm])
        let key = try #require(
            try Registry.key(World.key(of: "farm").id, in: world.state))
        #expect(key.member == farm)
        #expect(key.isInForce(at: .first))
        #expect(try Registry.parameters(in: world.state) == world.genesis.parameters)
        #expect(
            try Registry.administrators(in: world.state)?.administrators
                == world.genesis.administrators)
        #expect(
            try Registry.address(
                of: "/417/" + EventText.locationNumber("4880001"), in: world.state)
                == .member(farm))
    }

    @Test func `a role nobody knows founds nothing`() throws {
        #expect(throws: GenesisState.Fault.unknownRole("wizard", of: World.id("merlin"))) {
            try World(members: [World.member("merlin", ["wizard"], scope: .nothing)])
        }
    }

    @Test func `one location number for two members founds nothing`() throws {
        let scope = MemberScope(locationNumbers: [EventText.locationNumber("4880001")])
        let members = ["a", "b"].map { World.member($0, ["farm"], scope: scope) }

        #expect(
            throws: GenesisState.Fault.partyTaken(
                "/417/" + EventText.locationNumber("4880001"), by: World.id("a"),
                and: World.id("b"))
        ) { try World(members: members) }
    }

    @Test func `nothing is executed on a state that was not founded`() throws {
        var overlay = StateOverlay(on: EmptyState())
        let context = BlockContext(
            chain: ChainID(.zero), height: .first, time: Timestamp(milliseconds: 0))

        #expect(throws: ExecutionFailure.self) {
            try BlockExecutor.execute([], context: context, state: &overlay)
        }
    }
}
