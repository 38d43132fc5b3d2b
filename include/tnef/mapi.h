/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MAPI_H
#define TNEF_MAPI_H
/* Numbers of the TNEF and MAPI world by their published names, and those names as text.
 *
 * Take it to compare the ids and types that <tnef/decoder.h> reports, to list the
 * properties that <tnef/bag.h> collects, or to show people names instead of numbers.
 *
 * Attribute ids have 32 bits: the low 16 are the number, the high 16 the type of the
 * data (TNEF_ATP_*). Compare all 32: attDateStart and attOriginalMessageClass share the
 * number 0x0006.
 *
 * A property tag has 32 bits too: id << 16 | type. This library keeps the two apart. Do
 * not trust the type that goes with an id by the specification: writers use
 * PtypString8, PtypString and PtypBinary for each other. Dispatch on the type that was
 * found.
 *
 * Ids from 0x8000 are local to the sender: the number means nothing, and the same
 * property has another one in the next stream. Such a property is identified by its
 * property set (a GUID) and, within the set, by a number (LID, TNEF_LID_*) or a name.
 * LIDs of different sets collide: 0x8045 is PidLidPromptSendUpdate in PSETID_Common and
 * PidLidWorkAddressStreet in PSETID_Address. Ids from 0x6800 to 0x7BFF belong to the
 * message class; those here are of voice messages and reports.
 *
 * Names are those of [MS-OXPROPS] (or of an older revision, if the last one dropped
 * them) and of the MAPI reference; a constant is the name in capitals, without PidTag,
 * PidLid or att.
 *
 * The functions only look into tables: they allocate nothing, keep nothing, and may be
 * called from any thread. Strings are static. */

#include <stdint.h>
#include <tnef/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Streams: [MS-OXTNEF] 2.1.1 --------------------------------------------------- */

/* What a stream begins with, as a number and as the bytes on the wire, and the one version
 * that attTnefVersion may have. */
#define TNEF_SIGNATURE       0x223E9F78u
#define TNEF_SIGNATURE_BYTES { 0x78, 0x9F, 0x3E, 0x22 }
#define TNEF_STREAM_VERSION  0x00010000u

/* ---- Attributes: [MS-OXTNEF] 2.1.3 ------------------------------------------------ */

#define TNEF_LVL_MESSAGE    0x01u
#define TNEF_LVL_ATTACHMENT 0x02u

/* Types of attribute data. */
#define TNEF_ATP_TRIPLES 0x0000u
#define TNEF_ATP_STRING  0x0001u
#define TNEF_ATP_TEXT    0x0002u
#define TNEF_ATP_DATE    0x0003u
#define TNEF_ATP_SHORT   0x0004u
#define TNEF_ATP_LONG    0x0005u
#define TNEF_ATP_BYTE    0x0006u
#define TNEF_ATP_WORD    0x0007u
#define TNEF_ATP_DWORD   0x0008u
#define TNEF_ATP_MAX     0x0009u  /* never written */

#define TNEF_ATT_TYPE(id)   ((uint32_t)(id) >> 16)
#define TNEF_ATT_NUMBER(id) ((uint32_t)(id) & 0xFFFFu)

/* Of the message */
#define TNEF_ATT_NULL                        0x00000000u
#define TNEF_ATT_FROM                        0x00008000u
#define TNEF_ATT_SUBJECT                     0x00018004u
#define TNEF_ATT_MESSAGE_ID                  0x00018009u
#define TNEF_ATT_PARENT_ID                   0x0001800Au
#define TNEF_ATT_CONVERSATION_ID             0x0001800Bu
#define TNEF_ATT_BODY                        0x0002800Cu
#define TNEF_ATT_DATE_START                  0x00030006u
#define TNEF_ATT_DATE_END                    0x00030007u
#define TNEF_ATT_DATE_SENT                   0x00038005u
#define TNEF_ATT_DATE_RECD                   0x00038006u
#define TNEF_ATT_DATE_MODIFIED               0x00038020u
#define TNEF_ATT_REQUEST_RES                 0x00040009u
#define TNEF_ATT_PRIORITY                    0x0004800Du
#define TNEF_ATT_AID_OWNER                   0x00050008u
#define TNEF_ATT_OWNER                       0x00060000u
#define TNEF_ATT_SENT_FOR                    0x00060001u
#define TNEF_ATT_DELEGATE                    0x00060002u
#define TNEF_ATT_MESSAGE_STATUS              0x00068007u
#define TNEF_ATT_MSG_PROPS                   0x00069003u
#define TNEF_ATT_RECIP_TABLE                 0x00069004u
#define TNEF_ATT_OEM_CODEPAGE                0x00069007u
#define TNEF_ATT_ORIGINAL_MESSAGE_CLASS      0x00070006u  /* SDK, writers */
#define TNEF_ATT_ORIGINAL_MESSAGE_CLASS_ALT  0x00070600u  /* [MS-OXTNEF]  */
#define TNEF_ATT_MESSAGE_CLASS               0x00078008u
#define TNEF_ATT_TNEF_VERSION                0x00089006u

/* Of an attachment; TNEF_ATT_ATTACH_REND_DATA begins one */
#define TNEF_ATT_ATTACH_TITLE                0x00018010u
#define TNEF_ATT_ATTACH_CREATE_DATE          0x00038012u
#define TNEF_ATT_ATTACH_MODIFY_DATE          0x00038013u
#define TNEF_ATT_ATTACH_DATA                 0x0006800Fu
#define TNEF_ATT_ATTACH_META_FILE            0x00068011u
#define TNEF_ATT_ATTACH_TRANSPORT_FILENAME   0x00069001u
#define TNEF_ATT_ATTACH_REND_DATA            0x00069002u
#define TNEF_ATT_ATTACHMENT                  0x00069005u

/* ---- Property types: [MS-OXCDATA] 2.11.1 ----------------------------------------- */

#define TNEF_PTYP_UNSPECIFIED   0x0000u
#define TNEF_PTYP_NULL          0x0001u
#define TNEF_PTYP_INTEGER16     0x0002u
#define TNEF_PTYP_INTEGER32     0x0003u
#define TNEF_PTYP_FLOATING32    0x0004u
#define TNEF_PTYP_FLOATING64    0x0005u
#define TNEF_PTYP_CURRENCY      0x0006u
#define TNEF_PTYP_FLOATING_TIME 0x0007u
#define TNEF_PTYP_ERROR_CODE    0x000Au
#define TNEF_PTYP_BOOLEAN       0x000Bu
#define TNEF_PTYP_OBJECT        0x000Du
#define TNEF_PTYP_INTEGER64     0x0014u
#define TNEF_PTYP_STRING8       0x001Eu
#define TNEF_PTYP_STRING        0x001Fu
#define TNEF_PTYP_TIME          0x0040u
#define TNEF_PTYP_GUID          0x0048u
#define TNEF_PTYP_SERVER_ID     0x00FBu
#define TNEF_PTYP_RESTRICTION   0x00FDu
#define TNEF_PTYP_RULE_ACTION   0x00FEu
#define TNEF_PTYP_BINARY        0x0102u

#define TNEF_PTYP_MV  0x1000u  /* flag: many values                            */
#define TNEF_PTYP_MVI 0x2000u  /* flag: instance of a table row; no meaning here */

/* ---- Property ids: [MS-OXPROPS] 2 ------------------------------------------------ */

#define TNEF_PID_NAMED_FIRST 0x8000u  /* from here on: named, and local to the sender */

/* Envelope */
#define TNEF_PID_ALTERNATE_RECIPIENT_ALLOWED         0x0002u
#define TNEF_PID_AUTO_FORWARDED                      0x0005u
#define TNEF_PID_CONVERSATION_KEY                    0x000Bu
#define TNEF_PID_DEFERRED_DELIVERY_TIME              0x000Fu
#define TNEF_PID_EXPIRY_TIME                         0x0015u
#define TNEF_PID_IMPORTANCE                          0x0017u
#define TNEF_PID_MESSAGE_CLASS                       0x001Au
#define TNEF_PID_ORIGINATOR_DELIVERY_REPORT_REQUESTED 0x0023u
#define TNEF_PID_PARENT_KEY                          0x0025u
#define TNEF_PID_PRIORITY                            0x0026u
#define TNEF_PID_READ_RECEIPT_REQUESTED              0x0029u
#define TNEF_PID_RECIPIENT_REASSIGNMENT_PROHIBITED   0x002Bu
#define TNEF_PID_ORIGINAL_SENSITIVITY                0x002Eu
#define TNEF_PID_REPLY_TIME                          0x0030u
#define TNEF_PID_REPORT_TAG                          0x0031u
#define TNEF_PID_REPORT_TIME                         0x0032u
#define TNEF_PID_SENSITIVITY                         0x0036u
#define TNEF_PID_SUBJECT                             0x0037u
#define TNEF_PID_CLIENT_SUBMIT_TIME                  0x0039u
#define TNEF_PID_SENT_REPRESENTING_SEARCH_KEY        0x003Bu
#define TNEF_PID_SUBJECT_PREFIX                      0x003Du
#define TNEF_PID_RECEIVED_BY_ENTRY_ID                0x003Fu
#define TNEF_PID_RECEIVED_BY_NAME                    0x0040u
#define TNEF_PID_SENT_REPRESENTING_ENTRY_ID          0x0041u
#define TNEF_PID_SENT_REPRESENTING_NAME              0x0042u
#define TNEF_PID_RECEIVED_REPRESENTING_ENTRY_ID      0x0043u
#define TNEF_PID_RECEIVED_REPRESENTING_NAME          0x0044u
#define TNEF_PID_READ_RECEIPT_ENTRY_ID               0x0046u
#define TNEF_PID_ORIGINAL_SUBJECT                    0x0049u
#define TNEF_PID_ORIGINAL_MESSAGE_CLASS              0x004Bu
#define TNEF_PID_ORIGINAL_AUTHOR_NAME                0x004Du
#define TNEF_PID_ORIGINAL_SUBMIT_TIME                0x004Eu
#define TNEF_PID_REPLY_RECIPIENT_ENTRIES             0x004Fu
#define TNEF_PID_REPLY_RECIPIENT_NAMES               0x0050u
#define TNEF_PID_RECEIVED_BY_SEARCH_KEY              0x0051u
#define TNEF_PID_RECEIVED_REPRESENTING_SEARCH_KEY    0x0052u
#define TNEF_PID_READ_RECEIPT_SEARCH_KEY             0x0053u
#define TNEF_PID_ORIGINAL_DELIVERY_TIME              0x0055u
#define TNEF_PID_MESSAGE_TO_ME                       0x0057u
#define TNEF_PID_MESSAGE_CC_ME                       0x0058u
#define TNEF_PID_MESSAGE_RECIPIENT_ME                0x0059u
#define TNEF_PID_ORIGINAL_SENDER_NAME                0x005Au
#define TNEF_PID_START_DATE                          0x0060u
#define TNEF_PID_END_DATE                            0x0061u
#define TNEF_PID_OWNER_APPOINTMENT_ID                0x0062u
#define TNEF_PID_RESPONSE_REQUESTED                  0x0063u
#define TNEF_PID_SENT_REPRESENTING_ADDRESS_TYPE      0x0064u
#define TNEF_PID_SENT_REPRESENTING_EMAIL_ADDRESS     0x0065u
#define TNEF_PID_CONVERSATION_TOPIC                  0x0070u
#define TNEF_PID_CONVERSATION_INDEX                  0x0071u
#define TNEF_PID_ORIGINAL_DISPLAY_BCC                0x0072u
#define TNEF_PID_ORIGINAL_DISPLAY_CC                 0x0073u
#define TNEF_PID_ORIGINAL_DISPLAY_TO                 0x0074u
#define TNEF_PID_RECEIVED_BY_ADDRESS_TYPE            0x0075u
#define TNEF_PID_RECEIVED_BY_EMAIL_ADDRESS           0x0076u
#define TNEF_PID_RECEIVED_REPRESENTING_ADDRESS_TYPE  0x0077u
#define TNEF_PID_RECEIVED_REPRESENTING_EMAIL_ADDRESS 0x0078u
#define TNEF_PID_TRANSPORT_MESSAGE_HEADERS           0x007Du
#define TNEF_PID_TNEF_CORRELATION_KEY                0x007Fu
#define TNEF_PID_REPORT_DISPOSITION                  0x0080u
#define TNEF_PID_REPORT_DISPOSITION_MODE             0x0081u

/* Recipient and sender */
#define TNEF_PID_NON_DELIVERY_REPORT_REASON_CODE     0x0C04u
#define TNEF_PID_NON_DELIVERY_REPORT_DIAG_CODE       0x0C05u
#define TNEF_PID_NON_RECEIPT_NOTIFICATION_REQUESTED  0x0C06u
#define TNEF_PID_ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED 0x0C08u
#define TNEF_PID_RECIPIENT_TYPE                      0x0C15u
#define TNEF_PID_REPLY_REQUESTED                     0x0C17u
#define TNEF_PID_SENDER_ENTRY_ID                     0x0C19u
#define TNEF_PID_SENDER_NAME                         0x0C1Au
#define TNEF_PID_SUPPLEMENTARY_INFO                  0x0C1Bu
#define TNEF_PID_SENDER_SEARCH_KEY                   0x0C1Du
#define TNEF_PID_SENDER_ADDRESS_TYPE                 0x0C1Eu
#define TNEF_PID_SENDER_EMAIL_ADDRESS                0x0C1Fu
#define TNEF_PID_NON_DELIVERY_REPORT_STATUS_CODE     0x0C20u
#define TNEF_PID_REMOTE_MESSAGE_TRANSFER_AGENT       0x0C21u

/* Not transmitted by MAPI, though found in TNEF */
#define TNEF_PID_DELETE_AFTER_SUBMIT                 0x0E01u
#define TNEF_PID_DISPLAY_BCC                         0x0E02u
#define TNEF_PID_DISPLAY_CC                          0x0E03u
#define TNEF_PID_DISPLAY_TO                          0x0E04u
#define TNEF_PID_MESSAGE_DELIVERY_TIME               0x0E06u
#define TNEF_PID_MESSAGE_FLAGS                       0x0E07u
#define TNEF_PID_MESSAGE_SIZE                        0x0E08u
#define TNEF_PID_MESSAGE_SIZE_EXTENDED               0x0E08u
#define TNEF_PID_MESSAGE_RECIPIENTS                  0x0E12u
#define TNEF_PID_MESSAGE_ATTACHMENTS                 0x0E13u
#define TNEF_PID_SUBMIT_FLAGS                        0x0E14u
#define TNEF_PID_MESSAGE_STATUS                      0x0E17u
#define TNEF_PID_HAS_ATTACHMENTS                     0x0E1Bu
#define TNEF_PID_NORMALIZED_SUBJECT                  0x0E1Du
#define TNEF_PID_RTF_IN_SYNC                         0x0E1Fu
#define TNEF_PID_ATTACH_SIZE                         0x0E20u
#define TNEF_PID_ATTACH_NUMBER                       0x0E21u
#define TNEF_PID_TNEF_UNPROCESSED_PROPS              0x0E9Cu
#define TNEF_PID_ACCESS                              0x0FF4u
#define TNEF_PID_ROW_TYPE                            0x0FF5u
#define TNEF_PID_INSTANCE_KEY                        0x0FF6u
#define TNEF_PID_ACCESS_LEVEL                        0x0FF7u
#define TNEF_PID_MAPPING_SIGNATURE                   0x0FF8u
#define TNEF_PID_RECORD_KEY                          0x0FF9u
#define TNEF_PID_OBJECT_TYPE                         0x0FFEu
#define TNEF_PID_ENTRY_ID                            0x0FFFu

/* Content */
#define TNEF_PID_BODY                                0x1000u
#define TNEF_PID_REPORT_TEXT                         0x1001u
#define TNEF_PID_RTF_SYNC_BODY_CRC                   0x1006u
#define TNEF_PID_RTF_SYNC_BODY_COUNT                 0x1007u
#define TNEF_PID_RTF_SYNC_BODY_TAG                   0x1008u
#define TNEF_PID_RTF_COMPRESSED                      0x1009u
#define TNEF_PID_RTF_SYNC_PREFIX_COUNT               0x1010u
#define TNEF_PID_RTF_SYNC_TRAILING_COUNT             0x1011u
#define TNEF_PID_HTML                                0x1013u
#define TNEF_PID_BODY_HTML                           0x1013u
#define TNEF_PID_BODY_CONTENT_LOCATION               0x1014u
#define TNEF_PID_BODY_CONTENT_ID                     0x1015u
#define TNEF_PID_NATIVE_BODY                         0x1016u
#define TNEF_PID_INTERNET_MESSAGE_ID                 0x1035u
#define TNEF_PID_INTERNET_REFERENCES                 0x1039u
#define TNEF_PID_IN_REPLY_TO_ID                      0x1042u
#define TNEF_PID_LIST_HELP                           0x1043u
#define TNEF_PID_LIST_SUBSCRIBE                      0x1044u
#define TNEF_PID_LIST_UNSUBSCRIBE                    0x1045u
#define TNEF_PID_ORIGINAL_MESSAGE_ID                 0x1046u
#define TNEF_PID_ICON_INDEX                          0x1080u
#define TNEF_PID_LAST_VERB_EXECUTED                  0x1081u
#define TNEF_PID_LAST_VERB_EXECUTION_TIME            0x1082u
#define TNEF_PID_FLAG_STATUS                         0x1090u
#define TNEF_PID_FLAG_COMPLETE_TIME                  0x1091u
#define TNEF_PID_FOLLOWUP_ICON                       0x1095u
#define TNEF_PID_URL_COMPONENT_NAME                  0x10F3u
#define TNEF_PID_ATTRIBUTE_HIDDEN                    0x10F4u
#define TNEF_PID_ATTRIBUTE_SYSTEM                    0x10F5u
#define TNEF_PID_ATTRIBUTE_READ_ONLY                 0x10F6u

/* Common to all objects; message store */
#define TNEF_PID_ROWID                               0x3000u
#define TNEF_PID_DISPLAY_NAME                        0x3001u
#define TNEF_PID_ADDRESS_TYPE                        0x3002u
#define TNEF_PID_EMAIL_ADDRESS                       0x3003u
#define TNEF_PID_COMMENT                             0x3004u
#define TNEF_PID_CREATION_TIME                       0x3007u
#define TNEF_PID_LAST_MODIFICATION_TIME              0x3008u
#define TNEF_PID_SEARCH_KEY                          0x300Bu
#define TNEF_PID_TARGET_ENTRY_ID                     0x3010u
#define TNEF_PID_CONVERSATION_ID                     0x3013u
#define TNEF_PID_CONVERSATION_INDEX_TRACKING         0x3016u
#define TNEF_PID_STORE_SUPPORT_MASK                  0x340Du
#define TNEF_PID_STORE_UNICODE_MASK                  0x340Fu

/* Attachment */
#define TNEF_PID_ATTACH_DATA_BINARY                  0x3701u
#define TNEF_PID_ATTACH_DATA_OBJECT                  0x3701u
#define TNEF_PID_ATTACH_ENCODING                     0x3702u
#define TNEF_PID_ATTACH_EXTENSION                    0x3703u
#define TNEF_PID_ATTACH_FILENAME                     0x3704u
#define TNEF_PID_ATTACH_METHOD                       0x3705u
#define TNEF_PID_ATTACH_LONG_FILENAME                0x3707u
#define TNEF_PID_ATTACH_PATHNAME                     0x3708u
#define TNEF_PID_ATTACH_RENDERING                    0x3709u
#define TNEF_PID_ATTACH_TAG                          0x370Au
#define TNEF_PID_RENDERING_POSITION                  0x370Bu
#define TNEF_PID_ATTACH_TRANSPORT_NAME               0x370Cu
#define TNEF_PID_ATTACH_LONG_PATHNAME                0x370Du
#define TNEF_PID_ATTACH_MIME_TAG                     0x370Eu
#define TNEF_PID_ATTACH_ADDITIONAL_INFORMATION       0x370Fu
#define TNEF_PID_ATTACH_MIME_SEQUENCE                0x3710u
#define TNEF_PID_ATTACH_CONTENT_BASE                 0x3711u
#define TNEF_PID_ATTACH_CONTENT_ID                   0x3712u
#define TNEF_PID_ATTACH_CONTENT_LOCATION             0x3713u
#define TNEF_PID_ATTACH_FLAGS                        0x3714u
#define TNEF_PID_ATTACH_PAYLOAD_PROVIDER_GUID_STRING 0x3719u
#define TNEF_PID_ATTACH_PAYLOAD_CLASS                0x371Au
#define TNEF_PID_TEXT_ATTACHMENT_CHARSET             0x371Bu

/* Address book and mail user (contacts) */
#define TNEF_PID_DISPLAY_TYPE                        0x3900u
#define TNEF_PID_DISPLAY_TYPE_EX                     0x3905u
#define TNEF_PID_SMTP_ADDRESS                        0x39FEu
#define TNEF_PID_ADDRESS_BOOK_DISPLAY_NAME_PRINTABLE 0x39FFu
#define TNEF_PID_ACCOUNT                             0x3A00u
#define TNEF_PID_CALLBACK_TELEPHONE_NUMBER           0x3A02u
#define TNEF_PID_GENERATION                          0x3A05u
#define TNEF_PID_GIVEN_NAME                          0x3A06u
#define TNEF_PID_BUSINESS_TELEPHONE_NUMBER           0x3A08u
#define TNEF_PID_HOME_TELEPHONE_NUMBER               0x3A09u
#define TNEF_PID_INITIALS                            0x3A0Au
#define TNEF_PID_KEYWORD                             0x3A0Bu
#define TNEF_PID_LANGUAGE                            0x3A0Cu
#define TNEF_PID_LOCATION                            0x3A0Du
#define TNEF_PID_ORGANIZATIONAL_ID_NUMBER            0x3A10u
#define TNEF_PID_SURNAME                             0x3A11u
#define TNEF_PID_POSTAL_ADDRESS                      0x3A15u
#define TNEF_PID_COMPANY_NAME                        0x3A16u
#define TNEF_PID_TITLE                               0x3A17u
#define TNEF_PID_DEPARTMENT_NAME                     0x3A18u
#define TNEF_PID_OFFICE_LOCATION                     0x3A19u
#define TNEF_PID_PRIMARY_TELEPHONE_NUMBER            0x3A1Au
#define TNEF_PID_BUSINESS2_TELEPHONE_NUMBER          0x3A1Bu
#define TNEF_PID_BUSINESS2_TELEPHONE_NUMBERS         0x3A1Bu
#define TNEF_PID_MOBILE_TELEPHONE_NUMBER             0x3A1Cu
#define TNEF_PID_RADIO_TELEPHONE_NUMBER              0x3A1Du
#define TNEF_PID_CAR_TELEPHONE_NUMBER                0x3A1Eu
#define TNEF_PID_OTHER_TELEPHONE_NUMBER              0x3A1Fu
#define TNEF_PID_TRANSMITTABLE_DISPLAY_NAME          0x3A20u
#define TNEF_PID_PAGER_TELEPHONE_NUMBER              0x3A21u
#define TNEF_PID_USER_CERTIFICATE                    0x3A22u
#define TNEF_PID_PRIMARY_FAX_NUMBER                  0x3A23u
#define TNEF_PID_BUSINESS_FAX_NUMBER                 0x3A24u
#define TNEF_PID_HOME_FAX_NUMBER                     0x3A25u
#define TNEF_PID_COUNTRY                             0x3A26u
#define TNEF_PID_LOCALITY                            0x3A27u
#define TNEF_PID_STATE_OR_PROVINCE                   0x3A28u
#define TNEF_PID_STREET_ADDRESS                      0x3A29u
#define TNEF_PID_POSTAL_CODE                         0x3A2Au
#define TNEF_PID_POST_OFFICE_BOX                     0x3A2Bu
#define TNEF_PID_TELEX_NUMBER                        0x3A2Cu
#define TNEF_PID_ISDN_NUMBER                         0x3A2Du
#define TNEF_PID_ASSISTANT_TELEPHONE_NUMBER          0x3A2Eu
#define TNEF_PID_HOME2_TELEPHONE_NUMBER              0x3A2Fu
#define TNEF_PID_HOME2_TELEPHONE_NUMBERS             0x3A2Fu
#define TNEF_PID_ASSISTANT                           0x3A30u
#define TNEF_PID_SEND_RICH_INFO                      0x3A40u
#define TNEF_PID_WEDDING_ANNIVERSARY                 0x3A41u
#define TNEF_PID_BIRTHDAY                            0x3A42u
#define TNEF_PID_HOBBIES                             0x3A43u
#define TNEF_PID_MIDDLE_NAME                         0x3A44u
#define TNEF_PID_DISPLAY_NAME_PREFIX                 0x3A45u
#define TNEF_PID_PROFESSION                          0x3A46u
#define TNEF_PID_REFERRED_BY_NAME                    0x3A47u
#define TNEF_PID_SPOUSE_NAME                         0x3A48u
#define TNEF_PID_COMPUTER_NETWORK_NAME               0x3A49u
#define TNEF_PID_CUSTOMER_ID                         0x3A4Au
#define TNEF_PID_TELECOMMUNICATIONS_DEVICE_FOR_DEAF_TELEPHONE_NUMBER 0x3A4Bu
#define TNEF_PID_FTP_SITE                            0x3A4Cu
#define TNEF_PID_GENDER                              0x3A4Du
#define TNEF_PID_MANAGER_NAME                        0x3A4Eu
#define TNEF_PID_NICKNAME                            0x3A4Fu
#define TNEF_PID_PERSONAL_HOME_PAGE                  0x3A50u
#define TNEF_PID_BUSINESS_HOME_PAGE                  0x3A51u
#define TNEF_PID_COMPANY_MAIN_TELEPHONE_NUMBER       0x3A57u
#define TNEF_PID_CHILDRENS_NAMES                     0x3A58u
#define TNEF_PID_HOME_ADDRESS_CITY                   0x3A59u
#define TNEF_PID_HOME_ADDRESS_COUNTRY                0x3A5Au
#define TNEF_PID_HOME_ADDRESS_POSTAL_CODE            0x3A5Bu
#define TNEF_PID_HOME_ADDRESS_STATE_OR_PROVINCE      0x3A5Cu
#define TNEF_PID_HOME_ADDRESS_STREET                 0x3A5Du
#define TNEF_PID_HOME_ADDRESS_POST_OFFICE_BOX        0x3A5Eu
#define TNEF_PID_OTHER_ADDRESS_CITY                  0x3A5Fu
#define TNEF_PID_OTHER_ADDRESS_COUNTRY               0x3A60u
#define TNEF_PID_OTHER_ADDRESS_POSTAL_CODE           0x3A61u
#define TNEF_PID_OTHER_ADDRESS_STATE_OR_PROVINCE     0x3A62u
#define TNEF_PID_OTHER_ADDRESS_STREET                0x3A63u
#define TNEF_PID_OTHER_ADDRESS_POST_OFFICE_BOX       0x3A64u
#define TNEF_PID_USER_X509_CERTIFICATE               0x3A70u
#define TNEF_PID_SEND_INTERNET_ENCODING              0x3A71u

/* Code pages, history, transport */
#define TNEF_PID_INTERNET_CODEPAGE                   0x3FDEu
#define TNEF_PID_MESSAGE_LOCALE_ID                   0x3FF1u
#define TNEF_PID_CREATOR_NAME                        0x3FF8u
#define TNEF_PID_CREATOR_ENTRY_ID                    0x3FF9u
#define TNEF_PID_LAST_MODIFIER_NAME                  0x3FFAu
#define TNEF_PID_LAST_MODIFIER_ENTRY_ID              0x3FFBu
#define TNEF_PID_MESSAGE_CODEPAGE                    0x3FFDu
#define TNEF_PID_READ_RECEIPT_ADDRESS_TYPE           0x4029u
#define TNEF_PID_READ_RECEIPT_EMAIL_ADDRESS          0x402Au
#define TNEF_PID_READ_RECEIPT_NAME                   0x402Bu
#define TNEF_PID_SENDER_SIMPLE_DISPLAY_NAME          0x4030u
#define TNEF_PID_SENT_REPRESENTING_SIMPLE_DISPLAY_NAME 0x4031u
#define TNEF_PID_CREATOR_SIMPLE_DISPLAY_NAME         0x4038u
#define TNEF_PID_LAST_MODIFIER_SIMPLE_DISPLAY_NAME   0x4039u
#define TNEF_PID_CONTENT_FILTER_SPAM_CONFIDENCE_LEVEL 0x4076u
#define TNEF_PID_SENDER_ID_STATUS                    0x4079u
#define TNEF_PID_PURPORTED_SENDER_DOMAIN             0x4083u
#define TNEF_PID_INTERNET_MAIL_OVERRIDE_FORMAT       0x5902u
#define TNEF_PID_MESSAGE_EDITOR_FORMAT               0x5909u
#define TNEF_PID_SENDER_SMTP_ADDRESS                 0x5D01u
#define TNEF_PID_SENT_REPRESENTING_SMTP_ADDRESS      0x5D02u
#define TNEF_PID_READ_RECEIPT_SMTP_ADDRESS           0x5D05u
#define TNEF_PID_RECEIVED_BY_SMTP_ADDRESS            0x5D07u
#define TNEF_PID_RECEIVED_REPRESENTING_SMTP_ADDRESS  0x5D08u
#define TNEF_PID_RECIPIENT_ORDER                     0x5FDFu
#define TNEF_PID_RECIPIENT_PROPOSED                  0x5FE1u
#define TNEF_PID_RECIPIENT_PROPOSED_START_TIME       0x5FE3u
#define TNEF_PID_RECIPIENT_PROPOSED_END_TIME         0x5FE4u
#define TNEF_PID_RECIPIENT_DISPLAY_NAME              0x5FF6u
#define TNEF_PID_RECIPIENT_ENTRY_ID                  0x5FF7u
#define TNEF_PID_RECIPIENT_TRACK_STATUS_TIME         0x5FFBu
#define TNEF_PID_RECIPIENT_FLAGS                     0x5FFDu
#define TNEF_PID_RECIPIENT_TRACK_STATUS              0x5FFFu

/* Defined by the provider or the message class */
#define TNEF_PID_SOURCE_KEY                          0x65E0u
#define TNEF_PID_CHANGE_KEY                          0x65E2u
#define TNEF_PID_PREDECESSOR_CHANGE_LIST             0x65E3u
#define TNEF_PID_REPORTING_MESSAGE_TRANSFER_AGENT    0x6820u
#define TNEF_PID_ATTACHMENT_LINK_ID                  0x7FFAu
#define TNEF_PID_EXCEPTION_START_TIME                0x7FFBu
#define TNEF_PID_EXCEPTION_END_TIME                  0x7FFCu
#define TNEF_PID_ATTACHMENT_FLAGS                    0x7FFDu
#define TNEF_PID_ATTACHMENT_HIDDEN                   0x7FFEu
#define TNEF_PID_ATTACHMENT_CONTACT_PHOTO            0x7FFFu

/* Found in streams but published nowhere: these names are our own */
#define TNEF_PID_ATTACH_DISPOSITION                  0x3716u
#define TNEF_PID_CREATOR_ADDRESS_TYPE                0x4022u
#define TNEF_PID_CREATOR_EMAIL_ADDRESS               0x4023u
#define TNEF_PID_LAST_MODIFIER_ADDRESS_TYPE          0x4024u
#define TNEF_PID_LAST_MODIFIER_EMAIL_ADDRESS         0x4025u
#define TNEF_PID_CREATOR_SMTP_ADDRESS                0x5D0Au
#define TNEF_PID_LAST_MODIFIER_SMTP_ADDRESS          0x5D0Bu

/* ---- Named properties, by property set: [MS-OXPROPS] 2 --------------------------- */

/* PS_PUBLIC_STRINGS */
#define TNEF_LID_CATEGORIES                          0x9000u

/* PSETID_Appointment */
#define TNEF_LID_SEND_MEETING_AS_ICAL                0x8200u
#define TNEF_LID_APPOINTMENT_SEQUENCE                0x8201u
#define TNEF_LID_APPOINTMENT_SEQUENCE_TIME           0x8202u
#define TNEF_LID_APPOINTMENT_LAST_SEQUENCE           0x8203u
#define TNEF_LID_CHANGE_HIGHLIGHT                    0x8204u
#define TNEF_LID_BUSY_STATUS                         0x8205u
#define TNEF_LID_F_EXCEPTIONAL_BODY                  0x8206u
#define TNEF_LID_APPOINTMENT_AUXILIARY_FLAGS         0x8207u
#define TNEF_LID_LOCATION                            0x8208u
#define TNEF_LID_MEETING_WORKSPACE_URL               0x8209u
#define TNEF_LID_FORWARD_INSTANCE                    0x820Au
#define TNEF_LID_LINKED_TASK_ITEMS                   0x820Cu
#define TNEF_LID_APPOINTMENT_START_WHOLE             0x820Du
#define TNEF_LID_APPOINTMENT_END_WHOLE               0x820Eu
#define TNEF_LID_APPOINTMENT_START_TIME              0x820Fu
#define TNEF_LID_APPOINTMENT_END_TIME                0x8210u
#define TNEF_LID_APPOINTMENT_END_DATE                0x8211u
#define TNEF_LID_APPOINTMENT_START_DATE              0x8212u
#define TNEF_LID_APPOINTMENT_DURATION                0x8213u
#define TNEF_LID_APPOINTMENT_COLOR                   0x8214u
#define TNEF_LID_APPOINTMENT_SUB_TYPE                0x8215u
#define TNEF_LID_APPOINTMENT_RECUR                   0x8216u
#define TNEF_LID_APPOINTMENT_STATE_FLAGS             0x8217u
#define TNEF_LID_RESPONSE_STATUS                     0x8218u
#define TNEF_LID_APPOINTMENT_REPLY_TIME              0x8220u
#define TNEF_LID_RECURRING                           0x8223u
#define TNEF_LID_INTENDED_BUSY_STATUS                0x8224u
#define TNEF_LID_APPOINTMENT_UPDATE_TIME             0x8226u
#define TNEF_LID_EXCEPTION_REPLACE_TIME              0x8228u
#define TNEF_LID_F_INVITED                           0x8229u
#define TNEF_LID_F_EXCEPTIONAL_ATTENDEES             0x822Bu
#define TNEF_LID_OWNER_NAME                          0x822Eu
#define TNEF_LID_F_OTHERS_APPOINTMENT                0x822Fu
#define TNEF_LID_APPOINTMENT_REPLY_NAME              0x8230u
#define TNEF_LID_RECURRENCE_TYPE                     0x8231u
#define TNEF_LID_RECURRENCE_PATTERN                  0x8232u
#define TNEF_LID_TIME_ZONE_STRUCT                    0x8233u
#define TNEF_LID_TIME_ZONE_DESCRIPTION               0x8234u
#define TNEF_LID_CLIP_START                          0x8235u
#define TNEF_LID_CLIP_END                            0x8236u
#define TNEF_LID_ORIGINAL_STORE_ENTRY_ID             0x8237u
#define TNEF_LID_ALL_ATTENDEES_STRING                0x8238u
#define TNEF_LID_AUTO_FILL_LOCATION                  0x823Au
#define TNEF_LID_TO_ATTENDEES_STRING                 0x823Bu
#define TNEF_LID_CC_ATTENDEES_STRING                 0x823Cu
#define TNEF_LID_TRUST_RECIPIENT_HIGHLIGHTS          0x823Eu
#define TNEF_LID_CONFERENCING_CHECK                  0x8240u
#define TNEF_LID_CONFERENCING_TYPE                   0x8241u
#define TNEF_LID_DIRECTORY                           0x8242u
#define TNEF_LID_ORGANIZER_ALIAS                     0x8243u
#define TNEF_LID_AUTO_START_CHECK                    0x8244u
#define TNEF_LID_AUTO_START_WHEN                     0x8245u
#define TNEF_LID_ALLOW_EXTERNAL_CHECK                0x8246u
#define TNEF_LID_COLLABORATE_DOC                     0x8247u
#define TNEF_LID_NET_SHOW_URL                        0x8248u
#define TNEF_LID_ONLINE_PASSWORD                     0x8249u
#define TNEF_LID_APPOINTMENT_PROPOSED_START_WHOLE    0x8250u
#define TNEF_LID_APPOINTMENT_PROPOSED_END_WHOLE      0x8251u
#define TNEF_LID_APPOINTMENT_PROPOSED_DURATION       0x8256u
#define TNEF_LID_APPOINTMENT_COUNTER_PROPOSAL        0x8257u
#define TNEF_LID_APPOINTMENT_PROPOSAL_NUMBER         0x8259u
#define TNEF_LID_APPOINTMENT_NOT_ALLOW_PROPOSE       0x825Au
#define TNEF_LID_APPOINTMENT_UNSENDABLE_RECIPIENTS   0x825Du
#define TNEF_LID_APPOINTMENT_TIME_ZONE_DEFINITION_START_DISPLAY 0x825Eu
#define TNEF_LID_APPOINTMENT_TIME_ZONE_DEFINITION_END_DISPLAY 0x825Fu
#define TNEF_LID_APPOINTMENT_TIME_ZONE_DEFINITION_RECUR 0x8260u
#define TNEF_LID_FORWARD_NOTIFICATION_RECIPIENTS     0x8261u
#define TNEF_LID_INBOUND_I_CAL_STREAM                0x827Au
#define TNEF_LID_SINGLE_BODY_I_CAL                   0x827Bu

/* PSETID_Task */
#define TNEF_LID_TASK_STATUS                         0x8101u
#define TNEF_LID_PERCENT_COMPLETE                    0x8102u
#define TNEF_LID_TEAM_TASK                           0x8103u
#define TNEF_LID_TASK_START_DATE                     0x8104u
#define TNEF_LID_TASK_DUE_DATE                       0x8105u
#define TNEF_LID_TASK_RESET_REMINDER                 0x8107u
#define TNEF_LID_TASK_ACCEPTED                       0x8108u
#define TNEF_LID_TASK_DEAD_OCCURRENCE                0x8109u
#define TNEF_LID_TASK_DATE_COMPLETED                 0x810Fu
#define TNEF_LID_TASK_ACTUAL_EFFORT                  0x8110u
#define TNEF_LID_TASK_ESTIMATED_EFFORT               0x8111u
#define TNEF_LID_TASK_VERSION                        0x8112u
#define TNEF_LID_TASK_STATE                          0x8113u
#define TNEF_LID_TASK_LAST_UPDATE                    0x8115u
#define TNEF_LID_TASK_RECURRENCE                     0x8116u
#define TNEF_LID_TASK_ASSIGNERS                      0x8117u
#define TNEF_LID_TASK_STATUS_ON_COMPLETE             0x8119u
#define TNEF_LID_TASK_HISTORY                        0x811Au
#define TNEF_LID_TASK_UPDATES                        0x811Bu
#define TNEF_LID_TASK_COMPLETE                       0x811Cu
#define TNEF_LID_TASK_F_CREATOR                      0x811Eu
#define TNEF_LID_TASK_OWNER                          0x811Fu
#define TNEF_LID_TASK_MULTIPLE_RECIPIENTS            0x8120u
#define TNEF_LID_TASK_ASSIGNER                       0x8121u
#define TNEF_LID_TASK_LAST_USER                      0x8122u
#define TNEF_LID_TASK_ORDINAL                        0x8123u
#define TNEF_LID_TASK_NO_COMPUTE                     0x8124u
#define TNEF_LID_TASK_LAST_DELEGATE                  0x8125u
#define TNEF_LID_TASK_F_RECURRING                    0x8126u
#define TNEF_LID_TASK_ROLE                           0x8127u
#define TNEF_LID_TASK_OWNERSHIP                      0x8129u
#define TNEF_LID_TASK_ACCEPTANCE_STATE               0x812Au
#define TNEF_LID_TASK_F_FIX_OFFLINE                  0x812Cu
#define TNEF_LID_TASK_CUSTOM_FLAGS                   0x8139u

/* PSETID_Address */
#define TNEF_LID_FILE_UNDER                          0x8005u
#define TNEF_LID_FILE_UNDER_ID                       0x8006u
#define TNEF_LID_CONTACT_ITEM_DATA                   0x8007u
#define TNEF_LID_REFERRED_BY                         0x800Eu
#define TNEF_LID_DEPARTMENT                          0x8010u
#define TNEF_LID_HAS_PICTURE                         0x8015u
#define TNEF_LID_HOME_ADDRESS                        0x801Au
#define TNEF_LID_WORK_ADDRESS                        0x801Bu
#define TNEF_LID_OTHER_ADDRESS                       0x801Cu
#define TNEF_LID_POSTAL_ADDRESS_ID                   0x8022u
#define TNEF_LID_CONTACT_CHARACTER_SET               0x8023u
#define TNEF_LID_AUTO_LOG                            0x8025u
#define TNEF_LID_FILE_UNDER_LIST                     0x8026u
#define TNEF_LID_ADDRESS_BOOK_PROVIDER_EMAIL_LIST    0x8028u
#define TNEF_LID_ADDRESS_BOOK_PROVIDER_ARRAY_TYPE    0x8029u
#define TNEF_LID_HTML                                0x802Bu
#define TNEF_LID_YOMI_FIRST_NAME                     0x802Cu
#define TNEF_LID_YOMI_LAST_NAME                      0x802Du
#define TNEF_LID_YOMI_COMPANY_NAME                   0x802Eu
#define TNEF_LID_BUSINESS_CARD_DISPLAY_DEFINITION    0x8040u
#define TNEF_LID_BUSINESS_CARD_CARD_PICTURE          0x8041u
#define TNEF_LID_WORK_ADDRESS_STREET                 0x8045u
#define TNEF_LID_WORK_ADDRESS_CITY                   0x8046u
#define TNEF_LID_WORK_ADDRESS_STATE                  0x8047u
#define TNEF_LID_WORK_ADDRESS_POSTAL_CODE            0x8048u
#define TNEF_LID_WORK_ADDRESS_COUNTRY                0x8049u
#define TNEF_LID_WORK_ADDRESS_POST_OFFICE_BOX        0x804Au
#define TNEF_LID_DISTRIBUTION_LIST_CHECKSUM          0x804Cu
#define TNEF_LID_BIRTHDAY_EVENT_ENTRY_ID             0x804Du
#define TNEF_LID_ANNIVERSARY_EVENT_ENTRY_ID          0x804Eu
#define TNEF_LID_CONTACT_USER_FIELD1                 0x804Fu
#define TNEF_LID_CONTACT_USER_FIELD2                 0x8050u
#define TNEF_LID_CONTACT_USER_FIELD3                 0x8051u
#define TNEF_LID_CONTACT_USER_FIELD4                 0x8052u
#define TNEF_LID_DISTRIBUTION_LIST_NAME              0x8053u
#define TNEF_LID_DISTRIBUTION_LIST_ONE_OFF_MEMBERS   0x8054u
#define TNEF_LID_DISTRIBUTION_LIST_MEMBERS           0x8055u
#define TNEF_LID_INSTANT_MESSAGING_ADDRESS           0x8062u
#define TNEF_LID_DISTRIBUTION_LIST_STREAM            0x8064u
#define TNEF_LID_EMAIL1_DISPLAY_NAME                 0x8080u
#define TNEF_LID_EMAIL1_ADDRESS_TYPE                 0x8082u
#define TNEF_LID_EMAIL1_EMAIL_ADDRESS                0x8083u
#define TNEF_LID_EMAIL1_ORIGINAL_DISPLAY_NAME        0x8084u
#define TNEF_LID_EMAIL1_ORIGINAL_ENTRY_ID            0x8085u
#define TNEF_LID_EMAIL2_DISPLAY_NAME                 0x8090u
#define TNEF_LID_EMAIL2_ADDRESS_TYPE                 0x8092u
#define TNEF_LID_EMAIL2_EMAIL_ADDRESS                0x8093u
#define TNEF_LID_EMAIL2_ORIGINAL_DISPLAY_NAME        0x8094u
#define TNEF_LID_EMAIL2_ORIGINAL_ENTRY_ID            0x8095u
#define TNEF_LID_EMAIL3_DISPLAY_NAME                 0x80A0u
#define TNEF_LID_EMAIL3_ADDRESS_TYPE                 0x80A2u
#define TNEF_LID_EMAIL3_EMAIL_ADDRESS                0x80A3u
#define TNEF_LID_EMAIL3_ORIGINAL_DISPLAY_NAME        0x80A4u
#define TNEF_LID_EMAIL3_ORIGINAL_ENTRY_ID            0x80A5u
#define TNEF_LID_FAX1_ADDRESS_TYPE                   0x80B2u
#define TNEF_LID_FAX1_EMAIL_ADDRESS                  0x80B3u
#define TNEF_LID_FAX1_ORIGINAL_DISPLAY_NAME          0x80B4u
#define TNEF_LID_FAX1_ORIGINAL_ENTRY_ID              0x80B5u
#define TNEF_LID_FAX2_ADDRESS_TYPE                   0x80C2u
#define TNEF_LID_FAX2_EMAIL_ADDRESS                  0x80C3u
#define TNEF_LID_FAX2_ORIGINAL_DISPLAY_NAME          0x80C4u
#define TNEF_LID_FAX2_ORIGINAL_ENTRY_ID              0x80C5u
#define TNEF_LID_FAX3_ADDRESS_TYPE                   0x80D2u
#define TNEF_LID_FAX3_EMAIL_ADDRESS                  0x80D3u
#define TNEF_LID_FAX3_ORIGINAL_DISPLAY_NAME          0x80D4u
#define TNEF_LID_FAX3_ORIGINAL_ENTRY_ID              0x80D5u
#define TNEF_LID_FREE_BUSY_LOCATION                  0x80D8u
#define TNEF_LID_HOME_ADDRESS_COUNTRY_CODE           0x80DAu
#define TNEF_LID_WORK_ADDRESS_COUNTRY_CODE           0x80DBu
#define TNEF_LID_OTHER_ADDRESS_COUNTRY_CODE          0x80DCu
#define TNEF_LID_ADDRESS_COUNTRY_CODE                0x80DDu
#define TNEF_LID_BIRTHDAY_LOCAL                      0x80DEu
#define TNEF_LID_WEDDING_ANNIVERSARY_LOCAL           0x80DFu
#define TNEF_LID_IS_CONTACT_LINKED                   0x80E0u
#define TNEF_LID_CONTACT_LINKED_GLOBAL_ADDRESS_LIST_ENTRY_ID 0x80E2u
#define TNEF_LID_CONTACT_LINK_SMTP_ADDRESS_CACHE     0x80E3u
#define TNEF_LID_CONTACT_LINK_LINK_REJECT_HISTORY    0x80E5u
#define TNEF_LID_CONTACT_LINK_GLOBAL_ADDRESS_LIST_LINK_STATE 0x80E6u
#define TNEF_LID_CONTACT_LINK_GLOBAL_ADDRESS_LIST_LINK_ID 0x80E8u

/* PSETID_Common */
#define TNEF_LID_DAY_OF_MONTH                        0x1000u
#define TNEF_LID_I_CALENDAR_DAY_OF_WEEK_MASK         0x1001u
#define TNEF_LID_OCCURRENCES                         0x1005u
#define TNEF_LID_MONTH_OF_YEAR                       0x1006u
#define TNEF_LID_NO_END_DATE_FLAG                    0x100Bu
#define TNEF_LID_RECURRENCE_DURATION                 0x100Du
#define TNEF_LID_PROMPT_SEND_UPDATE                  0x8045u
#define TNEF_LID_REMINDER_DELTA                      0x8501u
#define TNEF_LID_REMINDER_TIME                       0x8502u
#define TNEF_LID_REMINDER_SET                        0x8503u
#define TNEF_LID_REMINDER_TIME_TIME                  0x8504u
#define TNEF_LID_REMINDER_TIME_DATE                  0x8505u
#define TNEF_LID_PRIVATE                             0x8506u
#define TNEF_LID_AGING_DONT_AGE_ME                   0x850Eu
#define TNEF_LID_SIDE_EFFECTS                        0x8510u
#define TNEF_LID_REMOTE_STATUS                       0x8511u
#define TNEF_LID_SMART_NO_ATTACH                     0x8514u
#define TNEF_LID_COMMON_START                        0x8516u
#define TNEF_LID_COMMON_END                          0x8517u
#define TNEF_LID_TASK_MODE                           0x8518u
#define TNEF_LID_TASK_GLOBAL_ID                      0x8519u
#define TNEF_LID_AUTO_PROCESS_STATE                  0x851Au
#define TNEF_LID_REMINDER_OVERRIDE                   0x851Cu
#define TNEF_LID_REMINDER_TYPE                       0x851Du
#define TNEF_LID_REMINDER_PLAY_SOUND                 0x851Eu
#define TNEF_LID_REMINDER_FILE_PARAMETER             0x851Fu
#define TNEF_LID_VERB_STREAM                         0x8520u
#define TNEF_LID_VERB_RESPONSE                       0x8524u
#define TNEF_LID_FLAG_REQUEST                        0x8530u
#define TNEF_LID_MILEAGE                             0x8534u
#define TNEF_LID_BILLING                             0x8535u
#define TNEF_LID_NON_SENDABLE_TO                     0x8536u
#define TNEF_LID_NON_SENDABLE_CC                     0x8537u
#define TNEF_LID_NON_SENDABLE_BCC                    0x8538u
#define TNEF_LID_COMPANIES                           0x8539u
#define TNEF_LID_CONTACTS                            0x853Au
#define TNEF_LID_NON_SEND_TO_TRACK_STATUS            0x8543u
#define TNEF_LID_NON_SEND_CC_TRACK_STATUS            0x8544u
#define TNEF_LID_NON_SEND_BCC_TRACK_STATUS           0x8545u
#define TNEF_LID_CURRENT_VERSION                     0x8552u
#define TNEF_LID_CURRENT_VERSION_NAME                0x8554u
#define TNEF_LID_REMINDER_SIGNAL_TIME                0x8560u
#define TNEF_LID_IMAP_DELETED                        0x8570u
#define TNEF_LID_HEADER_ITEM                         0x8578u
#define TNEF_LID_INTERNET_ACCOUNT_NAME               0x8580u
#define TNEF_LID_INTERNET_ACCOUNT_STAMP              0x8581u
#define TNEF_LID_USE_TNEF                            0x8582u
#define TNEF_LID_CONTACT_LINK_SEARCH_KEY             0x8584u
#define TNEF_LID_CONTACT_LINK_ENTRY                  0x8585u
#define TNEF_LID_CONTACT_LINK_NAME                   0x8586u
#define TNEF_LID_SPAM_ORIGINAL_FOLDER                0x859Cu
#define TNEF_LID_TO_DO_ORDINAL_DATE                  0x85A0u
#define TNEF_LID_TO_DO_SUB_ORDINAL                   0x85A1u
#define TNEF_LID_TO_DO_TITLE                         0x85A4u
#define TNEF_LID_INFO_PATH_FORM_NAME                 0x85B1u
#define TNEF_LID_CLASSIFIED                          0x85B5u
#define TNEF_LID_CLASSIFICATION                      0x85B6u
#define TNEF_LID_CLASSIFICATION_DESCRIPTION          0x85B7u
#define TNEF_LID_CLASSIFICATION_GUID                 0x85B8u
#define TNEF_LID_CLASSIFICATION_KEEP                 0x85BAu
#define TNEF_LID_REFERENCE_ENTRY_ID                  0x85BDu
#define TNEF_LID_VALID_FLAG_STRING_PROOF             0x85BFu
#define TNEF_LID_FLAG_STRING                         0x85C0u
#define TNEF_LID_CONVERSATION_ACTION_MOVE_FOLDER_EID 0x85C6u
#define TNEF_LID_CONVERSATION_ACTION_MOVE_STORE_EID  0x85C7u
#define TNEF_LID_CONVERSATION_ACTION_MAX_DELIVERY_TIME 0x85C8u
#define TNEF_LID_CONVERSATION_PROCESSED              0x85C9u
#define TNEF_LID_CONVERSATION_ACTION_LAST_APPLIED_TIME 0x85CAu
#define TNEF_LID_CONVERSATION_ACTION_VERSION         0x85CBu
#define TNEF_LID_PENDING_STATE_FOR_SITE_MAILBOX_DOCUMENT 0x85E0u

/* PSETID_Log */
#define TNEF_LID_LOG_TYPE                            0x8700u
#define TNEF_LID_LOG_START                           0x8706u
#define TNEF_LID_LOG_DURATION                        0x8707u
#define TNEF_LID_LOG_END                             0x8708u
#define TNEF_LID_LOG_FLAGS                           0x870Cu
#define TNEF_LID_LOG_DOCUMENT_PRINTED                0x870Eu
#define TNEF_LID_LOG_DOCUMENT_SAVED                  0x870Fu
#define TNEF_LID_LOG_DOCUMENT_ROUTED                 0x8710u
#define TNEF_LID_LOG_DOCUMENT_POSTED                 0x8711u
#define TNEF_LID_LOG_TYPE_DESC                       0x8712u

/* PSETID_Note */
#define TNEF_LID_NOTE_COLOR                          0x8B00u
#define TNEF_LID_NOTE_WIDTH                          0x8B02u
#define TNEF_LID_NOTE_HEIGHT                         0x8B03u
#define TNEF_LID_NOTE_X                              0x8B04u
#define TNEF_LID_NOTE_Y                              0x8B05u

/* PSETID_Remote */
#define TNEF_LID_REMOTE_TRANSFER_SIZE                0x8F05u
#define TNEF_LID_REMOTE_ATTACHMENT                   0x8F07u

/* PSETID_PostRss */
#define TNEF_LID_POST_RSS_CHANNEL_LINK               0x8900u
#define TNEF_LID_POST_RSS_ITEM_LINK                  0x8901u
#define TNEF_LID_POST_RSS_ITEM_HASH                  0x8902u
#define TNEF_LID_POST_RSS_ITEM_GUID                  0x8903u
#define TNEF_LID_POST_RSS_CHANNEL                    0x8904u
#define TNEF_LID_POST_RSS_ITEM_XML                   0x8905u
#define TNEF_LID_POST_RSS_SUBSCRIPTION               0x8906u

/* PSETID_Meeting */
#define TNEF_LID_ATTENDEE_CRITICAL_CHANGE            0x0001u
#define TNEF_LID_WHERE                               0x0002u
#define TNEF_LID_GLOBAL_OBJECT_ID                    0x0003u
#define TNEF_LID_IS_SILENT                           0x0004u
#define TNEF_LID_IS_RECURRING                        0x0005u
#define TNEF_LID_REQUIRED_ATTENDEES                  0x0006u
#define TNEF_LID_OPTIONAL_ATTENDEES                  0x0007u
#define TNEF_LID_RESOURCE_ATTENDEES                  0x0008u
#define TNEF_LID_DELEGATE_MAIL                       0x0009u
#define TNEF_LID_IS_EXCEPTION                        0x000Au
#define TNEF_LID_SINGLE_INVITE                       0x000Bu
#define TNEF_LID_TIME_ZONE                           0x000Cu
#define TNEF_LID_START_RECURRENCE_DATE               0x000Du
#define TNEF_LID_START_RECURRENCE_TIME               0x000Eu
#define TNEF_LID_END_RECURRENCE_DATE                 0x000Fu
#define TNEF_LID_END_RECURRENCE_TIME                 0x0010u
#define TNEF_LID_DAY_INTERVAL                        0x0011u
#define TNEF_LID_WEEK_INTERVAL                       0x0012u
#define TNEF_LID_MONTH_INTERVAL                      0x0013u
#define TNEF_LID_YEAR_INTERVAL                       0x0014u
#define TNEF_LID_MONTH_OF_YEAR_MASK                  0x0017u
#define TNEF_LID_OLD_RECURRENCE_TYPE                 0x0018u
#define TNEF_LID_OWNER_CRITICAL_CHANGE               0x001Au
#define TNEF_LID_CALENDAR_TYPE                       0x001Cu
#define TNEF_LID_ALL_ATTENDEES_LIST                  0x001Du
#define TNEF_LID_CLEAN_GLOBAL_OBJECT_ID              0x0023u
#define TNEF_LID_APPOINTMENT_MESSAGE_CLASS           0x0024u
#define TNEF_LID_MEETING_TYPE                        0x0026u
#define TNEF_LID_OLD_LOCATION                        0x0028u
#define TNEF_LID_OLD_WHEN_START_WHOLE                0x0029u
#define TNEF_LID_OLD_WHEN_END_WHOLE                  0x002Au

/* PSETID_CalendarAssistant */
#define TNEF_LID_CLIENT_INTENT                       0x0015u
#define TNEF_LID_SERVER_PROCESSED                    0x85CCu
#define TNEF_LID_SERVER_PROCESSING_ACTIONS           0x85CDu

/* In PSETID_Meeting; published nowhere, these names are our own */
#define TNEF_LID_DAY_OF_WEEK_MASK  0x0015u
#define TNEF_LID_DAY_OF_MONTH_MASK 0x0016u
#define TNEF_LID_FIRST_DAY_OF_WEEK 0x0019u

/* ---- GUIDs: interfaces [MS-OXTNEF] 2.1.3, property sets [MS-OXPROPS] 1.3.2 ----- */

/* The 16 bytes in wire order, as an initialiser: const uint8_t g[16] =
 * TNEF_PSETID_COMMON_BYTES; */
#define TNEF_IID_IMESSAGE_BYTES \
    { 0x07, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_IID_ISTORAGE_BYTES \
    { 0x0B, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_IID_ISTREAM_BYTES \
    { 0x0C, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PS_MAPI_BYTES \
    { 0x28, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PS_PUBLIC_STRINGS_BYTES \
    { 0x29, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PS_INTERNET_HEADERS_BYTES \
    { 0x86, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_APPOINTMENT_BYTES \
    { 0x02, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_TASK_BYTES \
    { 0x03, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_ADDRESS_BYTES \
    { 0x04, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_COMMON_BYTES \
    { 0x08, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_LOG_BYTES \
    { 0x0A, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_BUSINESS_CARD_VIEW_BYTES \
    { 0x0B, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_NOTE_BYTES \
    { 0x0E, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_REPORT_BYTES \
    { 0x13, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_REMOTE_BYTES \
    { 0x14, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_SHARING_BYTES \
    { 0x40, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_POST_RSS_BYTES \
    { 0x41, 0x20, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, \
      0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46 }
#define TNEF_PSETID_MEETING_BYTES \
    { 0x90, 0xDA, 0xD8, 0x6E, 0x0B, 0x45, 0x1B, 0x10, \
      0x98, 0xDA, 0x00, 0xAA, 0x00, 0x3F, 0x13, 0x05 }
#define TNEF_PSETID_CALENDAR_ASSISTANT_BYTES \
    { 0x07, 0x0E, 0x00, 0x11, 0x1B, 0xB5, 0xD6, 0x40, \
      0xAF, 0x21, 0xCA, 0xA8, 0x5E, 0xDA, 0xB1, 0xD0 }
#define TNEF_PSETID_UNIFIED_MESSAGING_BYTES \
    { 0x8E, 0x85, 0x42, 0x44, 0xE3, 0xA9, 0x80, 0x4E, \
      0xB9, 0x00, 0x31, 0x7A, 0x21, 0x0C, 0xC1, 0x5B }
#define TNEF_PSETID_AIR_SYNC_BYTES \
    { 0x49, 0x55, 0x03, 0x71, 0x39, 0x07, 0xCB, 0x4D, \
      0x91, 0x63, 0x00, 0xF0, 0x58, 0x0D, 0xBB, 0xDF }
#define TNEF_PSETID_MESSAGING_BYTES \
    { 0x13, 0x8F, 0xF2, 0x41, 0xF4, 0x83, 0x14, 0x41, \
      0xA5, 0x84, 0xEE, 0xDB, 0x5A, 0x6B, 0x0B, 0xFF }
#define TNEF_PSETID_ATTACHMENT_BYTES \
    { 0x7F, 0x7F, 0x35, 0x96, 0xE1, 0x59, 0xD0, 0x47, \
      0x99, 0xA7, 0x46, 0x51, 0x5C, 0x18, 0x3B, 0x54 }
#define TNEF_PSETID_XML_EXTRACTED_ENTITIES_BYTES \
    { 0x08, 0x96, 0x23, 0x23, 0x5D, 0x68, 0x32, 0x47, \
      0x9C, 0x55, 0x4C, 0x95, 0xCB, 0x4E, 0x8E, 0x33 }

/* The same as numbers, for a switch. Never renumbered. */
enum tnef_guid {
    TNEF_GUID_UNKNOWN = 0,
    TNEF_GUID_IID_IMESSAGE = 1,
    TNEF_GUID_IID_ISTORAGE = 2,
    TNEF_GUID_IID_ISTREAM = 3,
    TNEF_GUID_PS_MAPI = 4,
    TNEF_GUID_PS_PUBLIC_STRINGS = 5,
    TNEF_GUID_PS_INTERNET_HEADERS = 6,
    TNEF_GUID_PSETID_APPOINTMENT = 7,
    TNEF_GUID_PSETID_TASK = 8,
    TNEF_GUID_PSETID_ADDRESS = 9,
    TNEF_GUID_PSETID_COMMON = 10,
    TNEF_GUID_PSETID_LOG = 11,
    TNEF_GUID_PSETID_BUSINESS_CARD_VIEW = 12,
    TNEF_GUID_PSETID_NOTE = 13,
    TNEF_GUID_PSETID_REPORT = 14,
    TNEF_GUID_PSETID_REMOTE = 15,
    TNEF_GUID_PSETID_SHARING = 16,
    TNEF_GUID_PSETID_POST_RSS = 17,
    TNEF_GUID_PSETID_MEETING = 18,
    TNEF_GUID_PSETID_CALENDAR_ASSISTANT = 19,
    TNEF_GUID_PSETID_UNIFIED_MESSAGING = 20,
    TNEF_GUID_PSETID_AIR_SYNC = 21,
    TNEF_GUID_PSETID_MESSAGING = 22,
    TNEF_GUID_PSETID_ATTACHMENT = 23,
    TNEF_GUID_PSETID_XML_EXTRACTED_ENTITIES = 24
};

/* Returns the TNEF_GUID_* of the 16 bytes at |guid|. TNEF_GUID_UNKNOWN if they are not
 * one of the above, and if |guid| is NULL. */
TNEF_API uint32_t tnef_guid_find(const uint8_t *guid);

/* Returns the 16 bytes of a TNEF_GUID_*. They are static. NULL for TNEF_GUID_UNKNOWN and
 * for numbers that are not known. */
TNEF_API const uint8_t *tnef_guid_bytes(uint32_t which);

/* Returns the name of the 16 bytes at |guid|: "PSETID_Common", "IID_IMessage". NULL if it
 * is not known, and if |guid| is NULL. */
TNEF_API const char *tnef_guid_name(const uint8_t *guid);

/* Writes the 16 bytes at |guid| as text in lower case, without braces, and a NUL: 37
 * bytes at |out|, "00062008-0000-0000-c000-000000000046". [MS-DTYP] 2.3.4.3. */
TNEF_API void tnef_guid_format(const uint8_t *guid, char *out);

/* ---- Names ----------------------------------------------------------------------- */

/* Returns the name of an attribute by its full id: "attSubject". NULL if it is not known. */
TNEF_API const char *tnef_attr_name(uint32_t id);

/* Returns the name of a property id: "PidTagSubject". If the name depends on the type, it
 * is the one that is usual in messages. NULL if it is not known, and for all ids from
 * 0x8000. */
TNEF_API const char *tnef_prop_name(uint16_t id);

/* Returns the name of a property id with a type. 0x3701 is PidTagAttachDataObject with
 * PtypObject, and else PidTagAttachDataBinary; 0x1013 is PidTagBodyHtml with a string
 * type, and else PidTagHtml. PtypString8 counts as PtypString; TNEF_PTYP_MVI is
 * ignored. Otherwise as tnef_prop_name(). */
TNEF_API const char *tnef_prop_tag_name(uint16_t id, uint16_t type);

/* Returns the name of a named property, by the number |lid| in the property set of the 16
 * bytes at |guid|: "PidLidAppointmentStartWhole". NULL if it is not known, and if |guid|
 * is NULL. */
TNEF_API const char *tnef_named_prop_name(const uint8_t *guid, uint32_t lid);

/* Returns the name of a property type: "PtypString8", "PtypMultipleString8".
 * TNEF_PTYP_MVI is ignored. NULL if it is not known, and for multi-valued forms that are
 * not defined. */
TNEF_API const char *tnef_type_name(uint16_t type);

#ifdef __cplusplus
}
#endif

#endif
