/// What becomes of each published document: the number of its events, or the first violation.
///
/// Read by eye: every refusal below is a fault of that document under the standard.
enum CorpusVerdicts {
    static let table = """
        epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-a.jsonld: 1
        epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-b.jsonld: 1
        epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-c.jsonld: 1
        epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-d.jsonld: 1
        epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-e.jsonld: 1
        epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-f.jsonld: 1
        epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-g.jsonld: 1
        epcis/gs1-epcis/examples-json/AssociationEvent/AssociationEvent-h.jsonld: json.duplicate_key at /epcisBody/eventList/0/eventID
        epcis/gs1-epcis/examples-json/EPCISQueryDocument.jsonld: 2
        epcis/gs1-epcis/examples-json/Example-TransactionEvents-2020_07_03y.jsonld: 2
        epcis/gs1-epcis/examples-json/Example-Type-sourceOrDestination,measurement,bizTransaction.jsonld: 1
        epcis/gs1-epcis/examples-json/Example_9.6.1-ObjectEvent-with-pseudo-SBDH-headers.jsonld: 2
        epcis/gs1-epcis/examples-json/Example_9.6.1-ObjectEvent.jsonld: 2
        epcis/gs1-epcis/examples-json/Example_9.6.1-with-comment.jsonld: 2
        epcis/gs1-epcis/examples-json/Example_9.6.2-ObjectEvent.jsonld: 1
        epcis/gs1-epcis/examples-json/Example_9.6.3-AggregationEvent.jsonld: 1
        epcis/gs1-epcis/examples-json/Example_9.6.4-TransformationEvent.jsonld: 1
        epcis/gs1-epcis/examples-json/PersistentDisposition-example.jsonld: 2
        epcis/gs1-epcis/examples-json/WithDigitalLinkID/Example_9.6.1-ObjectEventWithDigitalLink.jsonld: 2
        epcis/gs1-epcis/examples-json/WithDigitalLinkID/Example_9.6.2-ObjectEventWithDigitalLink.jsonld: 1
        epcis/gs1-epcis/examples-json/WithDigitalLinkID/Example_9.6.3-AggregationEventWithDigitalLink.jsonld: 1
        epcis/gs1-epcis/examples-json/WithDigitalLinkID/Example_9.6.4-TransformationEventWithDigitalLink.jsonld: 1
        epcis/gs1-epcis/examples-json/WithErrorDeclaration/ErrorDeclarationAndCorrectiveEvent.jsonld: 2
        epcis/gs1-epcis/examples-json/WithErrorDeclaration/Example_9.6.1-ObjectEvent-with-error-declaration.jsonld: 2
        epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/aggregation_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/association_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/object_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/transaction_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json/WithFullCombinationOfFields/transformation_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample1.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample10.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample11.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample12.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample13.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample14.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample15.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample16.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample17.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample1b.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample2.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample3.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample4.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample5.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample6.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample7.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample8.jsonld: 1
        epcis/gs1-epcis/examples-json/WithSensorData/SensorDataExample9.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/AssociationEvent/AssociationEvent-a.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/AssociationEvent/AssociationEvent-b.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/AssociationEvent/AssociationEvent-c.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/AssociationEvent/AssociationEvent-d.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/AssociationEvent/AssociationEvent-e.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/AssociationEvent/AssociationEvent-f.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/AssociationEvent/AssociationEvent-g.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/AssociationEvent/AssociationEvent-h.jsonld: json.duplicate_key at /epcisBody/eventList/0/eventID
        epcis/gs1-epcis/examples-json-simple-context/Example-TransactionEvents-2020_07_03y.jsonld: epcis.wrong_type at /epcisBody/eventList/1/sourceList
        epcis/gs1-epcis/examples-json-simple-context/Example-Type-sourceOrDestination,measurement,bizTransaction.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/Example_9.6.1-ObjectEvent-with-pseudo-SBDH-headers.jsonld: 2
        epcis/gs1-epcis/examples-json-simple-context/Example_9.6.1-ObjectEvent.jsonld: 2
        epcis/gs1-epcis/examples-json-simple-context/Example_9.6.1-with-comment.jsonld: 2
        epcis/gs1-epcis/examples-json-simple-context/Example_9.6.2-ObjectEvent.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/Example_9.6.3-AggregationEvent.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/Example_9.6.4-TransformationEvent.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/PersistentDisposition-example.jsonld: epcis.unknown_field at /epcisBody/eventList/0/id
        epcis/gs1-epcis/examples-json-simple-context/WithDigitalLinkID/Example_9.6.1-ObjectEventWithDigitalLink.jsonld: 2
        epcis/gs1-epcis/examples-json-simple-context/WithDigitalLinkID/Example_9.6.2-ObjectEventWithDigitalLink.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithDigitalLinkID/Example_9.6.3-AggregationEventWithDigitalLink.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithDigitalLinkID/Example_9.6.4-TransformationEventWithDigitalLink.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithErrorDeclaration/ErrorDeclarationAndCorrectiveEvent.jsonld: 2
        epcis/gs1-epcis/examples-json-simple-context/WithErrorDeclaration/Example_9.6.1-ObjectEvent-with-error-declaration.jsonld: 2
        epcis/gs1-epcis/examples-json-simple-context/WithFullCombinationOfFields/aggregation_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithFullCombinationOfFields/association_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithFullCombinationOfFields/object_event_all_possible_fields.jsonld: epcis.misplaced_field at /epcisBody/eventList/0
        epcis/gs1-epcis/examples-json-simple-context/WithFullCombinationOfFields/transaction_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithFullCombinationOfFields/transformation_event_all_possible_fields.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample1.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample10.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample11.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample12.jsonld: epcis.missing_field at 
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample13.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample14.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample15.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample16.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample17.jsonld: epcis.wrong_type at /schemaVersion
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample1b.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample2.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample3.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample4.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample5.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample6.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample7.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample8.jsonld: 1
        epcis/gs1-epcis/examples-json-simple-context/WithSensorData/SensorDataExample9.jsonld: 1
        epcis/hash-vectors/examples/ReferenceEventHashAlgorithm.jsonld: 1
        epcis/hash-vectors/examples/ReferenceEventHashAlgorithm2.jsonld: 1
        epcis/hash-vectors/examples/ReferenceEventHashAlgorithm3.jsonld: 1
        epcis/hash-vectors/examples/TimeStampRoundOff.jsonld: 3
        epcis/hash-vectors/examples/epcisDocHavingEventWithComment.jsonld: 1
        epcis/hash-vectors/examples/epcisDocHavingEventWithIgnoreFields.jsonld: 2
        epcis/hash-vectors/examples/epcisDocWithAllGS1Keys.jsonld: 1
        epcis/hash-vectors/examples/epcisDocWithCustomSchemaInContext.jsonld: 2
        epcis/hash-vectors/examples/epcisDocWithSensorDataObjectEvent.jsonld: 1
        epcis/hash-vectors/examples/epcisDocWithSingleEvent.jsonld: 1
        epcis/hash-vectors/examples/epcisDocWithVariousEventTypes.jsonld: 13
        epcis/hash-vectors/examples/epcisEventWithCURIEs.jsonld: 1
        epcis/hash-vectors/examples/epcisQueryDocument.jsonld: 2
        epcis/hash-vectors/examples/persistentDisposition.jsonld: 2
        agri/events/gdst/EPCISDocument_objectevents_complete.jsonld: json.encoding at 
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_10.jsonld: epcis.unknown_field at /epcisBody/queryResults/resultsBody/eventList/0/transshipmentCountry
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_11.jsonld: epcis.unknown_field at /epcisBody/queryResults/resultsBody/eventList/0/attachments
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_13.jsonld: gs1.syntax at /epcisBody/queryResults/resultsBody/eventList/0/parentID
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_15.jsonld: gs1.syntax at /epcisBody/queryResults/resultsBody/eventList/0/parentID
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_17.jsonld: gs1.syntax at /epcisBody/queryResults/resultsBody/eventList/0/parentID
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_19.jsonld: epcis.bad_identifier at /epcisBody/queryResults/resultsBody/eventList/0/transformationID
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_2.jsonld: gs1.syntax at /epcisBody/queryResults/resultsBody/eventList/0/parentID
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_3.jsonld: epcis.unknown_field at /epcisBody/queryResults/resultsBody/eventList/0/transshipmentCountry
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_4.jsonld: gs1.syntax at /epcisBody/queryResults/resultsBody/eventList/0/parentID
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_5.jsonld: json.syntax at /epcisBody/queryResults/resultsBody/eventList/14/attachments/0/description
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_8.jsonld: epcis.bad_identifier at /epcisBody/queryResults/resultsBody/eventList/0/transformationID
        agri/events/gdst/EPCISQUERYDOCUMENT_advanced_9.jsonld: epcis.unknown_field at /epcisBody/queryResults/resultsBody/eventList/0/transshipmentCountry
        agri/events/gdst/EPCISQueryDocument_malformed.jsonld: json.syntax at /epcisBody/queryResults/resultsBody/eventList/1
        agri/events/gdst/all_wholechain_events.jsonld: epcis.bad_identifier at /epcisBody/queryResults/resultsBody/eventList/5/transformationID
        agri/events/gdst/cap_tool_events.jsonld: gs1.syntax at /epcisBody/queryResults/resultsBody/eventList/8/epcList/0
        agri/events/gdst/epc_tests.json: epcis.wrong_type at 
        agri/events/gdst/epcisdocument-example01.jsonld: json.encoding at 
        agri/events/gdst/farm_harvest_event_object.jsonld: 1
        agri/events/gdst/gdst_event_invalid_human_welfare_policy.jsonld: 1
        agri/events/gdst/gdst_event_missing_information_provider.jsonld: 1
        agri/events/gdst/gdst_event_missing_product_owner.jsonld: 1
        agri/events/gdst/gdst_feedmill_missing_protein_source.jsonld: 1
        agri/events/gdst/gdst_fishing_event_invalid.jsonld: 1
        agri/events/gdst/gdst_hatching_event_invalid.jsonld: 1
        agri/events/gdst/gdst_vessel_invalid_country_code.jsonld: 1
        agri/events/gdst/gdst_vessel_invalid_imo.jsonld: 1
        agri/events/gdst/gs1-vocab-locations01.json: epcis.missing_field at 
        agri/events/gdst/gs1-vocab-products01.json: epcis.missing_field at 
        agri/events/gdst/testserver_advancedfilters.jsonld: gs1.syntax at /epcisBody/eventList/7/epcList/0
        agri/events/gs1-epcis-hash/event_with_identical_hash_id_7.json: 1
        agri/events/gs1-epcis/AssociationEvent/AssociationEvent-a.jsonld: 1
        agri/events/gs1-epcis/AssociationEvent/AssociationEvent-b.jsonld: 1
        agri/events/gs1-epcis/AssociationEvent/AssociationEvent-c.jsonld: 1
        agri/events/gs1-epcis/AssociationEvent/AssociationEvent-d.jsonld: 1
        agri/events/gs1-epcis/AssociationEvent/AssociationEvent-e.jsonld: 1
        agri/events/gs1-epcis/AssociationEvent/AssociationEvent-f.jsonld: 1
        agri/events/gs1-epcis/AssociationEvent/AssociationEvent-h.jsonld: json.duplicate_key at /epcisBody/eventList/0/eventID
        agri/events/gs1-epcis/EPCISQueryDocument.jsonld: 2
        agri/events/gs1-epcis/Example-TransactionEvents-2020_07_03y.jsonld: 2
        agri/events/gs1-epcis/Example_9.6.1-ObjectEvent.jsonld: 2
        agri/events/gs1-epcis/Example_9.6.1-with-comment.jsonld: 2
        agri/events/gs1-epcis/Example_9.6.2-ObjectEvent.jsonld: 1
        agri/events/gs1-epcis/Example_9.6.4-TransformationEvent.jsonld: 1
        agri/events/gs1-epcis/PersistentDisposition-example.jsonld: 2
        agri/events/gs1-epcis/WithDigitalLinkID/Example_9.6.1-ObjectEventWithDigitalLink.jsonld: 2
        agri/events/gs1-epcis/WithDigitalLinkID/Example_9.6.2-ObjectEventWithDigitalLink.jsonld: 1
        agri/events/gs1-epcis/WithDigitalLinkID/Example_9.6.3-AggregationEventWithDigitalLink.jsonld: 1
        agri/events/gs1-epcis/WithDigitalLinkID/Example_9.6.4-TransformationEventWithDigitalLink.jsonld: 1
        agri/events/gs1-epcis/WithFullCombinationOfFields/aggregation_event_all_possible_fields.jsonld: 1
        agri/events/gs1-epcis/WithFullCombinationOfFields/association_event_all_possible_fields.jsonld: 1
        agri/events/gs1-epcis/WithFullCombinationOfFields/object_event_all_possible_fields.jsonld: 1
        agri/events/gs1-epcis/WithFullCombinationOfFields/transaction_event_all_possible_fields.jsonld: 1
        agri/events/gs1-epcis/WithFullCombinationOfFields/transformation_event_all_possible_fields.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample10.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample11.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample13.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample14.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample15.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample17.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample1b.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample2.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample3.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample4.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample6.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample7.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample8.jsonld: 1
        agri/events/gs1-epcis/WithSensorData/SensorDataExample9.jsonld: 1
        agri/events/openepcis/Capture/Documents/AggregationEvent_all_possible_fields.json: 1
        agri/events/openepcis/Capture/Documents/AggregationEvent_with_digitalLink.json: 1
        agri/events/openepcis/Capture/Documents/AggregationEvent_with_persistentDisposition.json: 2
        agri/events/openepcis/Capture/Documents/AssociationEvent.json: 2
        agri/events/openepcis/Capture/Documents/AssociationEvent_2.json: 1
        agri/events/openepcis/Capture/Documents/AssociationEvent_all_possible_fields.json: 1
        agri/events/openepcis/Capture/Documents/AssociationEvent_with_sensorData.json: 1
        agri/events/openepcis/Capture/Documents/AssociationEvent_with_userExtensions.json: 1
        agri/events/openepcis/Capture/Documents/Combination_of_different_event.json: gs1.check_digit at /epcisBody/eventList/0/epcList/0
        agri/events/openepcis/Capture/Documents/JumbledFieldsOrder.json: 1
        agri/events/openepcis/Capture/Documents/ObjectEvent.json: 2
        agri/events/openepcis/Capture/Documents/ObjectEvent_with_custom_bizStep_uri.json: 1
        agri/events/openepcis/Capture/Documents/ObjectEvent_with_userExtensions.json: 2
        agri/events/openepcis/Capture/Documents/SensorData_and_extension.json: 1
        agri/events/openepcis/Capture/Documents/TransactionEvent_with_sensorData.json: 1
        agri/events/openepcis/Capture/Documents/TransformationEvent_all_possible_fields.json: 1
        agri/events/openepcis/Capture/Documents/TransformationEvent_with_error_declaration.json: 2
        agri/events/openepcis/Capture/Documents/TransformationEvent_with_sensorData.json: 1
        agri/events/openepcis/Capture/Documents/TransformationEvent_with_userExtensions.json: 1
        agri/events/openepcis/Capture/Documents/epcisDocWithSensorComponent.json: 1
        agri/events/openepcis/Capture/Events/AggregationEvent.json: 1
        agri/events/openepcis/Capture/Events/ObjectEvent.json: 1
        agri/events/openepcis/Capture/Events/TransformationEvent.json: 1
        agri/events/openepcis/Capture/Invalid/Combination_of_events_with_missing_mandatory_fields.json: epcis.missing_field at /epcisBody/eventList/0
        agri/events/openepcis/Capture/Invalid/EPCISDocument_without_context.json: epcis.missing_field at 
        agri/events/openepcis/Capture/Invalid/ObjectEvent_with_invalid_action.json: epcis.bad_action at /epcisBody/eventList/0/action
        agri/events/openepcis/Capture/Invalid/ObjectEvent_with_invalid_eventTime_format.json: epcis.bad_time at /epcisBody/eventList/0/eventTime
        agri/events/openepcis/Capture/Invalid/ObjectEvent_with_non_standard_bizStep.json: epcis.bad_vocabulary at /epcisBody/eventList/0/bizStep
        agri/events/openepcis/Capture/Invalid/ObjectEvent_with_quantity_as_text.json: epcis.wrong_type at /epcisBody/eventList/0/quantityList/0/quantity
        agri/events/openepcis/Capture/Invalid/ObjectEvent_without_identifier_list.json: epcis.empty_event at /epcisBody/eventList/0
        agri/events/openepcis/Query/Combination_of_different_event.json: gs1.check_digit at /epcisBody/queryResults/resultsBody/eventList/0/epcList/0
        agri/events/openepcis/Query/CurieString_document.json: epcis.bad_vocabulary at /epcisBody/queryResults/resultsBody/eventList/0/destinationList/3/type
        agri/events/openepcis/Query/Invalid/QueryDocument_with_invalid_action.json: gs1.check_digit at /epcisBody/queryResults/resultsBody/eventList/0/epcList/0
        agri/events/openepcis/Query/Invalid/QueryDocument_with_invalid_eventType.json: epcis.unknown_event_type at /epcisBody/queryResults/resultsBody/eventList/0/type
        agri/events/openepcis/Query/JumbledFieldsOrder.json: 1
        agri/events/openepcis/Query/ObjectEventWithAllPossibleFields.json: 1
        agri/events/openepcis/Query/Queries/Invalid/Query_with_invalid_values.json: epcis.missing_field at 
        agri/events/openepcis/Query/Queries/SimpleEventQuery.json: epcis.missing_field at 
        agri/events/openepcis/Query/QueryDocumentWithMultipleEvents.json: 2
        agri/events/openepcis/Query/SensorData_with_combined_events.json: epcis.bad_vocabulary at /epcisBody/queryResults/resultsBody/eventList/7/sensorElementList/0/sensorReport/1/type
        agri/events/openepcis/Query/TransactionEvent_with_userExtensions.json: epcis.bad_vocabulary at /epcisBody/queryResults/resultsBody/eventList/0/sensorElementList/0/sensorReport/0/type
        agri/events/openepcis/Query/TransformationEvent_with_error_declaration.json: 2
        """
}
