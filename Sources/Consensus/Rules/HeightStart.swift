package import LedgerCore

/// What a height begins with: the block before it, and who decides it by which parameters.
package struct HeightStart: Equatable, Sendable {
    package let height: Height
    /// The block before; `.none` at the first height.
    package let previous: BlockID
    /// The block's time; the genesis time at the first height.
    package let previousTime: Timestamp
    package let validators: ValidatorSet
    package let parameters: ConsensusParameters

    package init(
        height: Height, previous: BlockID, previousTime: Timestamp, validators: ValidatorSet,
        parameters: ConsensusParameters
    ) {
        self.height = height
        self.previous = previous
        self.previousTime = previousTime
        self.validators = validators
        self.parameters = parameters
    }

    /// The first moment at which a proposer may build: later than the block before, and not sooner
    /// after it than the interval.
    package var earliestTime: Timestamp {
        previousTime.advanced(byMilliseconds: max(1, parameters.blockIntervalMillisecondsMin))
    }
}
